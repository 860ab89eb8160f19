//! Puts a file of a dictionary in order: sorted, and nothing said twice.
//! Comments at its head stay there; any other goes with the row below it.

use std::collections::BTreeMap;

use super::fold;

/// A file of a dictionary folder in order. Rows that contradict one another
/// all stay: only a person can tell which is meant.
pub fn tidy(file: &str, text: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // `lines` takes a carriage return off too.
    let mut lines = text.lines().peekable();
    let mut out = String::new();
    while let Some(line) = lines.next_if(|line| line.is_empty() || line.starts_with('#')) {
        out.push_str(line);
        out.push('\n');
    }
    let mut groups: Vec<RowGroup> = Vec::new();
    let mut comments = Vec::new();
    for line in lines {
        if line.starts_with('#') {
            comments.push(line.to_owned());
        } else if !line.trim().is_empty() {
            let comments = std::mem::take(&mut comments);
            groups
                .push(RowGroup { comments, fields: line.split('\t').map(|f| f.trim().to_owned()).collect() });
        }
    }
    // The order of the cases is their author's.
    if name != "cases.tsv" {
        groups.sort_by(|a, b| a.fields.cmp(&b.fields));
    }
    for group in merged(name, groups) {
        for comment in group.comments {
            out.push_str(&comment);
            out.push('\n');
        }
        out.push_str(&group.fields.join("\t"));
        out.push('\n');
    }
    for comment in comments {
        out.push_str(&comment);
        out.push('\n');
    }
    out
}

struct RowGroup {
    comments: Vec<String>,
    fields: Vec<String>,
}

/// What two rows must share to be about the same thing.
pub(super) fn key(name: &str, fields: &[String]) -> String {
    let field = |i: usize| fields.get(i).map_or("", String::as_str);
    match name {
        "words.tsv" | "names.tsv" => fold(field(0).split(' ').next().unwrap_or_default()),
        "keep.tsv" => fold(field(0)),
        "corrections.tsv" => {
            format!("{}\t{}\t{}\t{}", field(0), field(3).replace("word", ""), field(4), field(5))
        }
        "confusions.tsv" => format!("{}\t{}", field(0), field(1)),
        _ => field(0).to_owned(),
    }
}

/// Rows about the same thing in the place of the first, if they can be one.
fn merged(name: &str, groups: Vec<RowGroup>) -> Vec<RowGroup> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<RowGroup> = Vec::new();
    for group in groups {
        let key = key(name, &group.fields);
        if let Some(&at) = places.get(&key)
            && let Some(both) = both(name, &out[at].fields, &group.fields)
        {
            out[at].comments.extend(group.comments);
            out[at].fields = both;
            continue;
        }
        places.entry(key).or_insert(out.len());
        out.push(group);
    }
    out
}

/// Two rows as one; `None` if they contradict each other.
fn both(name: &str, a: &[String], b: &[String]) -> Option<Vec<String>> {
    let field = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
    let longer = |a: &[String], b: &[String]| if b.len() > a.len() { b.to_vec() } else { a.to_vec() };
    match name {
        "words.tsv" | "names.tsv" => {
            let (left, right) = (field(a, 0), field(b, 0));
            let mut parts: Vec<&str> = left.split(' ').collect();
            for part in right.split(' ').skip(1) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            let mut row = longer(a, b);
            row[0] = parts.join(" ");
            Some(row)
        }
        // The reason is for people; any will do.
        "keep.tsv" => Some(if field(a, 1).is_empty() { b.to_vec() } else { a.to_vec() }),
        // The pack takes the last of several.
        "confusions.tsv" => (field(a, 2) == field(b, 2)).then(|| longer(a, b)),
        _ => (field(a, 1) == field(b, 1)).then(|| {
            let mut row = longer(a, b);
            if row.len() > 2 && row[2].is_empty() {
                row[2] = if field(a, 2).is_empty() { field(b, 2) } else { field(a, 2) };
            }
            row
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_sorted_and_the_same_ones_merged() {
        let text = "# head\n\nzeven\n# about een\neen -s\nEen -tje\r\nzeven\n";
        assert_eq!(tidy("d/words.tsv", text), "# head\n\n# about een\nEen -tje -s\nzeven\n");
    }

    #[test]
    fn rows_that_contradict_each_other_stay() {
        let text = "a\tb\twhy\na\tb\na\tc\n";
        assert_eq!(tidy("corrections.tsv", text), "a\tb\twhy\na\tc\n");
    }

    #[test]
    fn tidying_twice_changes_nothing_more() {
        let text = "b\t1\nB -s\na\n# last\n";
        let once = tidy("words.tsv", text);
        assert_eq!(tidy("words.tsv", &once), once);
    }
}
