//! The reading order that a file spells out: PAGE's and ALTO's groups of
//! references to regions, nested in each other, some ordered and some not.

use std::collections::BTreeMap;

/// A group or a reference, with the index that it has in its group.
struct OrderNode {
    index: Option<i64>,
    what: What,
}

enum What {
    Name(String),
    Group { ordered: bool, parts: Vec<OrderNode> },
}

/// An order in the making.
#[derive(Default)]
pub(super) struct Order {
    /// The groups that are open.
    open: Vec<OrderNode>,
    /// The first whole group: others are other orders of the same regions.
    root: Option<OrderNode>,
}

/// The places of regions: equal where the file leaves the order open.
#[derive(Default)]
pub(super) struct Ranks(BTreeMap<String, u32>);

impl Order {
    /// A group begins; `name` is the region that it stands for, if it says so.
    pub(super) fn group(&mut self, ordered: bool, index: Option<i64>, name: Option<&str>) {
        self.open.push(OrderNode { index, what: What::Group { ordered, parts: Vec::new() } });
        if let Some(name) = name {
            self.region(None, name);
        }
    }

    /// A region is named.
    pub(super) fn region(&mut self, index: Option<i64>, name: &str) {
        self.put(OrderNode { index, what: What::Name(name.to_owned()) });
    }

    /// A group ends.
    pub(super) fn end(&mut self) {
        if let Some(group) = self.open.pop() {
            self.put(group);
        }
    }

    fn put(&mut self, node: OrderNode) {
        match self.open.last_mut() {
            Some(OrderNode { what: What::Group { parts, .. }, .. }) => parts.push(node),
            _ if matches!(node.what, What::Group { .. }) => {
                self.root.get_or_insert(node);
            }
            _ => {}
        }
    }

    /// The place of each region that is named; `None` if nothing was ever said.
    pub(super) fn ranks_if_any(self) -> Option<Ranks> {
        (self.root.is_some() || !self.open.is_empty()).then(|| self.ranks())
    }

    /// The place of each region that is named.
    pub(super) fn ranks(mut self) -> Ranks {
        // A file that broke off left them open.
        while !self.open.is_empty() {
            self.end();
        }
        let mut ranks = Ranks::default();
        if let Some(root) = self.root {
            ranks.number(root, &mut 1, true);
        }
        ranks
    }
}

impl Ranks {
    /// The place of the first of these names that has one.
    pub(super) fn of<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<u32> {
        names.into_iter().find_map(|name| self.0.get(name).copied())
    }

    /// Numbers what a node holds. `apart` says whether its parts may differ.
    fn number(&mut self, node: OrderNode, next: &mut u32, apart: bool) {
        match node.what {
            What::Name(name) => {
                self.0.entry(name).or_insert(*next);
                *next += u32::from(apart);
            }
            What::Group { ordered, mut parts } => {
                if ordered {
                    // Without an index a part stands where it is written.
                    parts.sort_by_key(|part| part.index.unwrap_or(i64::MIN));
                }
                let own = apart && ordered;
                for part in parts {
                    self.number(part, next, own);
                }
                if apart && !own {
                    *next += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rank(ranks: &Ranks, names: &str) -> Vec<u32> {
        names.chars().map(|name| ranks.of([name.to_string().as_str()]).unwrap_or(0)).collect()
    }

    #[test]
    fn an_index_tells_and_an_unordered_group_leaves_open() {
        let mut order = Order::default();
        order.group(true, None, None);
        order.region(Some(2), "c");
        order.region(Some(0), "a");
        order.group(false, Some(1), Some("t"));
        order.region(None, "x");
        order.group(true, None, None);
        order.region(Some(1), "y");
        order.region(Some(0), "z");
        order.end();
        order.end();
        order.end();
        // Another order of the same page.
        order.group(true, None, None);
        order.region(Some(0), "c");
        order.end();
        let ranks = order.ranks();
        assert_eq!(rank(&ranks, "atxyzcn"), [1, 2, 2, 2, 2, 3, 0]);
        assert_eq!(ranks.of(["n", "c"]), Some(3));
    }

    #[test]
    fn what_is_not_closed_counts_as_far_as_it_goes() {
        let mut order = Order::default();
        order.group(true, None, None);
        order.region(None, "b");
        order.region(None, "a");
        assert_eq!(rank(&order.ranks(), "ba"), [1, 2]);
        assert_eq!(rank(&Order::default().ranks(), "a"), [0]);
    }
}
