//! What files call their blocks: the region types of PAGE, the labels of
//! `SegmOnto`, the tags and types of ALTO, the classes of hOCR.

use crate::model::Role;

/// Labels in small letters without hyphens, underscores and blanks; of those
/// that stand behind a colon or a number sign only the part before it.
const LABELS: &[(&str, Role)] = &[
    ("heading", Role::Heading),
    ("headline", Role::Heading),
    ("title", Role::Heading),
    ("subheading", Role::Heading),
    ("subheadline", Role::Heading),
    ("headingline", Role::Heading),
    ("sectionheader", Role::Heading),
    ("header", Role::Running),
    ("footer", Role::Running),
    ("runninghead", Role::Running),
    ("runningtitle", Role::Running),
    ("runningtitlezone", Role::Running),
    ("pagenumber", Role::PageNumber),
    ("numberingzone", Role::PageNumber),
    ("folio", Role::PageNumber),
    ("catchword", Role::CatchWord),
    ("signature", Role::Signature),
    ("signaturemark", Role::Signature),
    ("quiremarkszone", Role::Signature),
    ("quiremarks", Role::Signature),
    ("footnote", Role::Note),
    ("footnotecontinued", Role::Note),
    ("endnote", Role::Note),
    ("marginalia", Role::Note),
    ("margintextzone", Role::Note),
    ("caption", Role::Caption),
];

/// What a label says; `None` if it says nothing that matters here.
pub(super) fn of_label(label: &str) -> Option<Role> {
    let label = label.split([':', '#']).next().unwrap_or_default();
    let plain: String = label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    LABELS.iter().find(|(name, _)| *name == plain).map(|&(_, role)| role)
}

/// What the `custom` attribute of Transkribus and eScriptorium says:
/// `structure {type:catch-word;}`.
pub(super) fn of_custom(custom: &str) -> Option<Role> {
    let (_, structure) = custom.split_once("structure")?;
    let inside = structure.split_once('{')?.1.split('}').next()?;
    inside.split(';').find_map(|property| of_label(property.trim().strip_prefix("type:")?))
}

/// What the classes of an element of hOCR say.
pub(super) fn of_class(classes: &str) -> Option<Role> {
    classes.split_whitespace().find_map(|class| match class {
        "ocr_title" | "ocr_chapter" | "ocr_section" | "ocr_subsection" | "ocr_subsubsection" => {
            Some(Role::Heading)
        }
        "ocr_pageno" => Some(Role::PageNumber),
        "ocr_footnote" => Some(Role::Note),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_mean_the_same_however_they_are_written() {
        assert_eq!(of_label("page-number"), Some(Role::PageNumber));
        assert_eq!(of_label("RunningTitleZone"), Some(Role::Running));
        assert_eq!(of_label("MarginTextZone:note#2"), Some(Role::Note));
        assert_eq!(of_label("MainZone"), None);
        assert_eq!(of_label("Title page"), None);
        assert_eq!(of_custom("readingOrder {index:3;} structure {type:catch-word;}"), Some(Role::CatchWord));
        assert_eq!(of_class("ocr_carea ocr_pageno"), Some(Role::PageNumber));
    }
}
