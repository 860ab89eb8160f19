"""What an engine misreads: letters, accents, blanks, marks, bullets, edges of boxes."""
import unicodedata
from engine import Token

CONFUSED = {"rn": "m", "m": "rn", "l": "1", "I": "l", "i": "l", "e": "c", "c": "e", "o": "0", "O": "0", "h": "b", "n": "u", "u": "n", "f": "t", "t": "f",
            "S": "5", "B": "8", "g": "q", "ij": "ü", "ii": "ü", "cl": "d", "vv": "w", "tt": "ft", "j": "i", "ï": "i", "ë": "é", "é": "e"}
BULLETS = ["e", "e", "o", "¢", "©", "«", "«", "*", "+", "•", "•", "-", "", "°", "¢"]
MARKS = {",": [".", "‚", ""], ".": [",", ""], ";": [":", ","], "'": ["’", ""], "-": ["—", "–", ""], '"': ["“", "”", "''"], "“": ['"', "“", "„"], "”": ['"', "”"], ":": [";", "."]}


def plan(r):
    """How badly a page is read."""
    bad = r.choices([0, 0.3, 1, 2.5, 6], [30, 25, 25, 15, 5])[0]
    return {"letters": 0.004 * bad, "merged": 0.016 * bad * r.choice([0.3, 1, 3]), "split": 0.005 * bad, "marks": 0.01 * bad, "plain": r.random() < 0.3 and bad > 0,
            "edges": 0.01 * bad * r.choice([0, 1, 3]), "lost": 0.002 * bad, "bullet": r.choice(BULLETS) if bad else None, "quotes": r.random() < 0.5 and bad > 0}


def misread(word, p, r):
    if not any(c.isalnum() for c in word):
        return word
    if p["plain"]:
        word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if p["letters"] and r.random() < p["letters"] * len(word):
        known = [k for k in CONFUSED if k in word]
        if known and r.random() < 0.85:
            wrong = r.choice(known)
            word = word.replace(wrong, CONFUSED[wrong], 1)
        elif len(word) > 3:
            at = r.randrange(len(word))
            word = word[:at] + r.choice("aeiounrtlscd'") + word[at + 1:]
    if p["marks"]:
        word = "".join(r.choice(MARKS[c]) if c in MARKS and r.random() < p["marks"] else c for c in word) or word
    return word


def spoil(rows, p, r):
    """Misreads the rows in place; what stands where is kept with the tokens."""
    for row in rows:
        out = []
        for token in row.tokens:
            if token.line >= 0:
                if r.random() < p["lost"]:
                    continue
                if p["bullet"] is not None and token.text in ("•", "■"):
                    token.text = p["bullet"] if r.random() < 0.85 else r.choice(BULLETS)
                    if not token.text:
                        continue
                else:
                    token.text = misread(token.text, p, r)
            before = out[-1] if out else None
            if before and 0 <= before.line and token.line >= 0 and token.left - before.right < 8 and token.first == before.first + before.count and r.random() < p["merged"]:
                before.text += token.text
                before.right, before.count = token.right, before.count + token.count
                continue
            if token.line >= 0 and len(token.text) > 5 and r.random() < p["split"]:
                at = r.randint(2, len(token.text) - 2)
                middle = token.left + (token.right - token.left) * at / len(token.text)
                out.append(Token(token.text[:at], token.left, middle, token.line, token.first, 0, token.blanks))
                token = Token(token.text[at:], middle, token.right, token.line, token.first, token.count)
            out.append(token)
        if p["edges"] and r.random() < p["edges"]:
            mark = Token(r.choice(["|", "|", "_", "!", "i", "[", "‘", "."]), 0, 0, -1)
            out.insert(0, mark) if r.random() < 0.5 else out.append(mark)
        row.tokens = [t for t in out if t.text]
    rows[:] = [row for row in rows if row.tokens and not (p["lost"] and r.random() < p["lost"])]
