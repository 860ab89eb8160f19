//! What repair does to sentences, and above all what it leaves alone.

mod line_ends;

use super::*;
use crate::context::Options;
use crate::model::{Period, Source, Span};

/// The text of one column after repair.
fn repaired(text: &str) -> String {
    repaired_as(text, Period::Auto)
}

fn repaired_as(text: &str, period: Period) -> String {
    let source = Source {
        format: "text".to_owned(),
        encoding: "utf-8".to_owned(),
        characters: text.chars().collect(),
        ..Source::default()
    };
    let dutch = Language::builtin("nl").unwrap();
    let mut out = String::new();
    let options = Options { period, ..Options::default() };
    let context = Context::usual(&dutch, &source).with(&options);
    for piece in repair(vec![page_of(text)].into(), &context)
        .streams
        .into_iter()
        .flat_map(|s| s.fragments)
        .flat_map(|f| f.items)
    {
        if !out.is_empty() && !piece.glued {
            out.push(' ');
        }
        out.push_str(&piece.text);
    }
    out
}

#[track_caller]
fn stays(text: &str) {
    assert_eq!(repaired(text), text.replace('\n', " "));
}

#[test]
fn a_wrong_accent_is_set_right() {
    let text = "De NCTV coérdineert de inspanningen van alle partijen in Nederland.";
    assert_eq!(repaired(text), text.replace("coérdineert", "coördineert"));
    let text = "Daarvoor zijn ook dit jaar financiéle middelen nodig.";
    assert_eq!(repaired(text), text.replace("financiéle", "financiële"));
    let text = "Het weer heeft de uitslag niet beinvloed.";
    assert_eq!(repaired(text), text.replace("beinvloed", "beïnvloed"));
}

#[test]
fn merged_words_come_apart_and_are_not_read_as_another_word() {
    let text = "Het is nodig om Nederland veilig te houden envoor te bereiden om te reageren.";
    assert_eq!(repaired(text), text.replace("envoor", "en voor"));
}

#[test]
fn letters_that_ran_together_are_told_apart() {
    let text = "Het gemeenternuseum is vandaag open.";
    assert_eq!(repaired(text), text.replace("gemeenternuseum", "gemeentemuseum"));
}

#[test]
fn a_capital_that_was_read_as_a_bar_comes_back() {
    assert_eq!(repaired("|deologie neutraal"), "Ideologie neutraal");
}

#[test]
fn rare_compounds_are_words() {
    for word in [
        "modderwarboel",
        "haklessen",
        "drakendodersvrouw",
        "zwaardengooier",
        "maanbeschenen",
        "vaudeville-veteraan",
        "Bailey-gebied",
        "Extremismestrategie",
        "spokenjagers",
    ] {
        stays(&format!("Daar was een {word} te zien."));
    }
}

#[test]
fn numbers_codes_and_abbreviations_are_never_cut() {
    for text in [
        "De winkel is 24/7 open.",
        "Het is een 2-cd-single uit 2020.",
        "Na een 20-minuten pauze ging het verder.",
        "Dat was in de 30's heel gewoon.",
        "Het weegt 17kg en kost 3,50.",
        "Het valt in Category 1a van de lijst.",
        "Stuur een e-mail, d.w.z. o.a. m.b.t. de zorg.",
        "P.S. Kijk op www.nctv.nl of mail info@nctv.nl daarover.",
        "De klinkers zijn A - E - I - O - U in die volgorde.",
        "Men vond n-tridecanal in het monster.",
        "Om 16u00 op de 26ste begint het.",
    ] {
        stays(text);
    }
}

const PAGE: &str = "De gemeente heeft besloten dat het oude zwembad aan de rand van\n\
    het dorp open blijft. De inwoners hadden daar om gevraagd, omdat er\n\
    in de buurt geen ander bad is waar kinderen kunnen leren zwemmen.";

#[test]
fn most_of_what_was_read_in_a_picture_is_set_aside() {
    let out = repaired(&format!("{PAGE}\nEe ilsl aE eee Hs fea iE ae\n{PAGE}"));
    let text = PAGE.replace('\n', " ");
    let left = out.strip_prefix(text.as_str()).and_then(|rest| rest.strip_suffix(text.as_str()));
    assert!(left.is_some_and(|left| left.split_whitespace().count() < 4), "{out}");
}

#[test]
fn another_language_is_no_noise() {
    for foreign in [
        "La ville est située au bord de la mer et compte mille habitants.",
        "Der Verein wurde vor vielen Jahren in einer kleinen Stadt gegründet.",
        "The house on the corner was sold last year to an old friend.",
    ] {
        stays(&format!("{PAGE}\n{foreign}\n{PAGE}"));
    }
}

#[test]
fn another_language_stays_beside_noise() {
    for foreign in [
        "Kaupunki sijaitsee meren rannalla ja siellä asuu tuhat ihmistä.",
        "Miasto leży nad morzem i liczy tysiąc mieszkańców.",
        "Şehir deniz kıyısında ve binlerce insan burada yaşıyor.",
    ] {
        let out = repaired(&format!("{PAGE}\nEe ilsl aE eee Hs fea iE ae\n{foreign}\n{PAGE}"));
        assert!(out.contains(foreign), "{out}");
    }
}

#[test]
fn a_word_that_looks_like_an_acronym_stays() {
    stays("Al in de zomer was dat bekend.");
}

#[test]
fn letters_of_another_length_in_lower_case_are_left_alone() {
    stays("Daar stond İẞabc en İẞ te lezen.");
}

#[test]
fn a_name_is_no_misread_word() {
    stays("Volgens Gerolf en Alexandriës burgers was dat zo.");
}

#[test]
fn a_word_read_as_another_is_told_by_its_neighbours() {
    let text = "Het is een mooie dag en hel weer is goed.";
    assert_eq!(repaired(text), text.replace("hel weer", "het weer"));
    let text = "Vit die periode zijn nog veel brieven bewaard.";
    assert_eq!(repaired(text), text.replace("Vit", "Uit"));
}

#[test]
fn old_print_keeps_its_spelling() {
    for text in [
        "Dese stadt uyt Holland quam voorby het huys ende de menschen waren zeer verwondert.",
        "Zoo zag men eene groote menigte menschen, die wenschten het schip te zien.",
    ] {
        assert_eq!(repaired(text), text);
        assert_eq!(repaired_as(text, Period::Historical), text);
    }
}

#[test]
fn a_long_s_that_was_read_as_f_comes_back() {
    let text = "Defe perfoonen zyn alfoo fomtijdts tot Amfterdam gekomen, ende hebben haer felven \
                aldaer verfcheyde mael laten zien.";
    let repaired = repaired_as(text, Period::Historical);
    for word in ["Dese", "persoonen", "alsoo", "somtijdts", "Amsterdam"] {
        assert!(repaired.contains(word), "{word} in {repaired}");
    }
}

#[test]
fn a_page_said_to_be_modern_is_not_old_print() {
    let text = "Het weer heeft de uitslag niet beinvloed.";
    assert_eq!(repaired_as(text, Period::Modern), text.replace("beinvloed", "beïnvloed"));
}

#[test]
fn a_quotation_in_another_language_stays() {
    stays("Er staat: pour vérifier la légitimité des paiements versés et les crédits, en niet meer.");
    stays("Zij noemden het the state of the art and a matter of taste.");
}

/// The text of one line of words that an engine is so sure of, and for which it offers others.
fn repaired_from(words: &[(&str, f32, &[&str])]) -> String {
    use crate::model::{EngineReading, Geometry, Word};
    let mut geometry = Geometry::default();
    let mut items = Vec::new();
    let mut at = 0;
    for &(text, confidence, offered) in words {
        let span = Span::new(at, at + text.chars().count() as u32);
        at = span.end + 1;
        let readings = offered.iter().map(|&text| EngineReading { text: text.to_owned(), confidence: None });
        geometry.words.push(Word {
            span,
            confidence: Some(confidence),
            readings: readings.collect(),
            ..Word::default()
        });
        items.push(Token { text: text.into(), span, space_before: 1 });
    }
    let fragments = vec![Fragment { line: 0, items, opens_block: true, gap_before: 0 }];
    let stream = Stream { page: 0, zone: 0, column: 0, columns: 1, width: 0.0, fragments };
    let source = Source { geometry: Some(geometry), ..Source::default() };
    let dutch = Language::builtin("nl").unwrap();
    let done = repair(vec![stream].into(), &Context::usual(&dutch, &source));
    let pieces = done.streams.into_iter().flat_map(|s| s.fragments).flat_map(|f| f.items);
    pieces.map(|piece| piece.text).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_reading_that_the_engine_offers_is_weighed_with_the_rest() {
    let read = |offered: &[&str]| {
        repaired_from(&[
            ("Het", 0.9, &[]),
            ("gqbqvw", 0.4, offered),
            ("van", 0.9, &[]),
            ("de", 0.9, &[]),
            ("gemeente", 0.9, &[]),
        ])
    };
    assert_eq!(read(&[]), "Het gqbqvw van de gemeente");
    assert_eq!(read(&["gebouw"]), "Het gebouw van de gemeente");
    assert_eq!(read(&["gqbuuv"]), "Het gqbqvw van de gemeente", "it is no word either");
}

#[test]
fn a_right_word_does_not_give_way_to_what_the_engine_liked_less() {
    let text = repaired_from(&[
        ("Het", 0.96, &["Hel"]),
        ("weer", 0.9, &["meer", "wees"]),
        ("is", 0.5, &["in"]),
        ("vandaag", 0.9, &["vandaan"]),
        ("mooi", 0.5, &["mooie"]),
    ]);
    assert_eq!(text, "Het weer is vandaag mooi");
}

#[test]
fn keeping_is_the_identity() {
    let stream = Stream {
        page: 0,
        zone: 0,
        column: 0,
        columns: 1,
        width: 0.0,
        fragments: vec![Fragment {
            line: 0,
            items: vec![Token { text: "envoor".into(), span: Span::new(0, 6), space_before: 0 }],
            opens_block: true,
            gap_before: 0,
        }],
    };
    let source = Source {
        name: "-".to_owned(),
        format: "text".to_owned(),
        encoding: "utf-8".to_owned(),
        sha256: String::new(),
        characters: "envoor".chars().collect(),
        geometry: None,
    };
    let (dutch, options) =
        (Language::builtin("nl").unwrap(), Options { repair: false, ..Options::default() });
    let context = Context::usual(&dutch, &source).with(&options);
    let done = repair(vec![stream].into(), &context);
    assert_eq!(done.streams[0].fragments[0].items[0].text, "envoor");
}

#[test]
fn ij_that_was_read_as_y_is_put_back_where_the_print_has_it() {
    // The spelling of about 1880, without a long s.
    let text = "Hy heeft my gezegd dat zyne groote reis door alle landen zoo voorspoedig was, dat hij\n\
                nog dikwijls aan de schoone steden en aan de menschen denkt, by wie hij toen verbleef.";
    let meant = text.replace('\n', " ").replace("Hy", "Hij").replace("my", "mij").replace("zyne", "zijne");
    assert_eq!(repaired_as(text, Period::Historical), meant.replace(" by ", " bij "));
    // With it y was the custom.
    let text = "Hy heeft my gefegt dat fyne groote reyfe door alle landen foo voorfpoedigh was, dat hy\n\
                noch dickwils aen de fchoone fteden ende aen de menfchen denckt, by wie hy toen verbleef.";
    assert!(!repaired_as(text, Period::Historical).contains("ij"));
}

#[test]
fn gothic_type_that_was_read_as_roman_is_read_as_gothic() {
    let text = "ban be stabt is tijding gekomen bat be vyandt met 20 schepen ende veel volck\n\
                booz be haben gepasseert is enbe bat ben prins baer van abberteert wert enbe be\n\
                soldaten met haer geweer buyten be stabt op be been gebracht heeft enbe bie baer bleven";
    let repaired = repaired(text);
    for meant in ["van de stadt", "dat de vyandt", "ende die daer bleven"] {
        assert!(repaired.contains(meant), "{repaired}");
    }
    // So few words say nothing of the type.
    stays("Het bad en de bal.");
}

#[test]
fn a_compound_that_no_list_has_may_be_a_misread_word() {
    let text = "De partij slaagde er enkel in West-Viaanderen in om de kiesdrempel te halen.";
    assert_eq!(repaired(text), text.replace("Viaanderen", "Vlaanderen"));
    stays("De zorgpartners volgen de dreigingsontwikkelingen bij de Opel-dealer in Oost-Groningen.");
}

#[test]
fn a_long_word_is_mended_however_rare_what_it_is_a_letter_off() {
    let text = "De strips die er getekend worden zijn ongeinspireerd bandwerk geworden.";
    assert_eq!(repaired(text), text.replace("ongeinspireerd", "ongeïnspireerd"));
    stays("Het middel remt de prostaglandines in het lichaam.");
}

#[test]
fn a_blank_that_was_lost_before_an_opening_mark_is_put_back() {
    let text = "Het is het overblijfsel van verbrande‘palmtakken’ van het jaar daarvoor.";
    assert_eq!(repaired(text), text.replace("verbrande‘", "verbrande ‘"));
    stays("De foto‘s staan op de OpenStreetMap van Wikimedia en op YouTube.");
}

#[test]
fn a_language_with_many_a_b_is_not_taken_for_gothic_type() {
    let text = "Pada hari ini kami berangkat dari kota besar itu dengan kapal. Dia dan kawannya membawa beras,\n\
                buah dan barang dagangan dari desa ke pasar. Dan di sana mereka bertemu dengan pedagang besar.";
    let repaired = repaired(text);
    for word in ["berangkat", "besar", "membawa", "beras", "barang", "bertemu"] {
        assert!(repaired.contains(word), "{repaired}");
    }
}
