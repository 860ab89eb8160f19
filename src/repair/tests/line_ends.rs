//! What repair does to words and hyphens at the ends of lines.

use super::{repaired, stays};

#[test]
fn a_word_broken_at_a_line_end_becomes_whole() {
    assert_eq!(repaired("De inter-\nnationale aanpak"), "De internationale aanpak");
}

#[test]
fn a_suspended_hyphen_stays_within_a_line_and_at_its_end() {
    for text in [
        "de vracht- en verzendkosten van de bestelling",
        "In- en uitvoer van goederen",
        "onderhouds- en installatiewerkzaamheden aan het spoor",
        "dat de gegevens worden be- en verwerkt",
        "de Europese wet- en\nregelgeving van nu",
        "de Europese wet-\nen regelgeving van nu",
        "binnen het veiligheids- zorg- en sociaal domein",
    ] {
        stays(text);
    }
}

#[test]
fn a_word_that_goes_on_after_a_name_and_a_hyphen_keeps_both() {
    for text in ["over het Lambermont-\nakkoord en de staat", "het langst zittende Vlaams-Belang-\nkamerlid"]
    {
        assert_eq!(repaired(text), text.replace('\n', ""));
    }
}

#[test]
fn a_hyphen_before_a_name_stays_at_a_line_end() {
    assert_eq!(
        repaired("in de provincie Noord-\nHolland en elders"),
        "in de provincie Noord-Holland en elders"
    );
}

#[test]
fn the_hyphen_of_an_acronym_stays_at_a_line_end() {
    assert_eq!(repaired("voor alle EU-\nburgers en"), "voor alle EU-burgers en");
    stays("de EU- en\nNAVO-landen");
}

#[test]
fn a_range_over_two_lines_keeps_its_hyphen() {
    assert_eq!(
        repaired("In de jaren 1914-\n1918 was het oorlog in Europa."),
        "In de jaren 1914-1918 was het oorlog in Europa."
    );
}

#[test]
fn a_hyphen_that_is_the_words_own_stays_at_a_line_end() {
    for (text, whole) in [
        ("Er gebeurden veel auto-\nongelukken op de weg.", "auto-ongelukken"),
        ("Op het water lagen veel zee-\neenden in de zon.", "zee-eenden"),
    ] {
        assert!(repaired(text).contains(whole), "{}", repaired(text));
    }
}

#[test]
fn a_word_broken_over_two_lines_is_mended_as_one() {
    for (text, whole) in [
        ("Dit staat in het bc-\nsluit van de raad.", "besluit"),
        ("Het was de rege-\nriug die dit wilde.", "regering"),
        ("Zo werd het voorstel aange-\nnomeu door de raad.", "aangenomen"),
    ] {
        assert!(repaired(text).contains(whole), "{}", repaired(text));
    }
}
