//! Circles in a graph of names.

use super::Edges;
use std::collections::BTreeSet;

/// The groups of more than one name that all lead to each other, each in order.
pub fn circles(edges: &Edges) -> Vec<Vec<String>> {
    let mut found: Vec<Vec<String>> = Vec::new();
    for name in edges.keys() {
        if found.iter().flatten().any(|known| known == name) {
            continue;
        }
        let ahead = reached(edges, name);
        let group: Vec<String> = ahead.iter().filter(|other| reached(edges, other).contains(name)).cloned().collect();
        if group.len() > 1 {
            found.push(group);
        }
    }
    found
}

/// Every name that `name` leads to; `name` itself only where it lies in a circle.
fn reached(edges: &Edges, name: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = vec![name];
    while let Some(next) = open.pop() {
        for to in edges.get(next).into_iter().flatten() {
            if reached.insert(to.clone()) {
                open.push(to);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::{Edges, circles};

    fn edges(list: &[(&str, &str)]) -> Edges {
        let mut edges = Edges::new();
        for (from, to) in list {
            edges.entry((*from).to_owned()).or_default().insert((*to).to_owned());
        }
        edges
    }

    #[test]
    fn a_circle_is_found_and_a_chain_is_not() {
        assert!(circles(&edges(&[("a", "b"), ("b", "c"), ("a", "c")])).is_empty());
        let round = [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")];
        assert_eq!(circles(&edges(&round)), [["b".to_owned(), "c".to_owned()]]);
    }
}
