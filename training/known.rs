//! Pages of `training/pages` of which the columns are known.

use ontwar::model::Page;
use ontwar::read;
use ontwar::training::columns::KnownZone;
use serde_json::Value;

use crate::order::order;

/// A page whose columns are known.
pub(crate) struct Known {
    /// As it was read.
    pub(crate) page: Page,
    /// The place of each token in the true order ([`order`]).
    pub(crate) order: Vec<i64>,
    /// Its zones.
    pub(crate) zones: Vec<KnownZone>,
    /// The column of each token in its zone, where it is known.
    pub(crate) columns: Vec<Option<usize>>,
    /// The part of the page that each token is of, and whether that is a heading, where it is known.
    #[allow(dead_code, reason = "not every learner asks")]
    pub(crate) parts: Vec<Option<(usize, bool)>>,
}

/// The page of a row; none where the tokens of the row are not those that the program reads.
pub(crate) fn known(row: &Value) -> Option<Known> {
    let order = order(row);
    let text = row["text"].as_str()?;
    let page =
        read::read("page.txt", text.as_bytes(), &read::Options::default()).ok()?.pages.into_iter().next()?;
    let tokens: usize = page.lines.iter().map(|line| line.tokens.len()).sum();
    if tokens != order.len() || page.lines.iter().any(|line| line.tokens.len() > 250) {
        return None;
    }
    // The zone, the column and the part of each token.
    let place = |token: &Value| {
        let line = row["lines"].get(token.get(2)?.as_u64()? as usize)?;
        Some((line[0].as_u64()? as usize, line[1].as_u64()? as usize, line[2].as_u64()? as usize))
    };
    let places: Vec<Option<(usize, usize, usize)>> = row["tokens"].as_array()?.iter().map(place).collect();
    let is_heading = |part: usize| {
        let kind = row["parts"].get(part).and_then(|part| part["kind"].as_str());
        matches!(kind, Some("heading" | "subheading" | "title"))
    };
    let (mut zones, mut now, mut at): (Vec<KnownZone>, _, _) = (Vec::new(), None, 0);
    for (number, line) in page.lines.iter().enumerate() {
        let zone = places[at..at + line.tokens.len()].iter().flatten().map(|place| place.0).next().or(now);
        at += line.tokens.len();
        if zone != now || zones.is_empty() {
            let many = |zone: usize| row["zones"].get(zone)?["columns"].as_u64();
            let columns = zone.and_then(many).unwrap_or(1).clamp(1, 6) as usize;
            zones.push(KnownZone { lines: number..number, columns });
            now = zone;
        }
        zones.last_mut()?.lines.end = number + 1;
    }
    Some(Known {
        page,
        order,
        zones,
        columns: places.iter().map(|place| place.map(|place| place.1)).collect(),
        parts: places.iter().map(|place| place.map(|place| (place.2, is_heading(place.2)))).collect(),
    })
}
