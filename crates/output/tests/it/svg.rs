//! Pictures as tests read them: elements, their attributes, and what a reader could see as broken.

use journey_output::chart::Chart;

/// The attributes of the elements `<name …/>` behind the patterns, as `attribute="value"` texts.
pub fn elements<'a>(chart: &'a Chart, name: &str) -> Vec<&'a str> {
    let (_, marks) = chart.svg.split_once("</defs>").unwrap();
    let opening = format!("<{name} ");
    let all = marks.match_indices(&opening);
    all.map(|(at, _)| marks[at..].split("/>").next().unwrap()).collect()
}

pub fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let (_, rest) = element.split_once(&format!(" {name}=\"")).unwrap();
    rest.split('"').next().unwrap()
}

pub fn number(element: &str, name: &str) -> f64 {
    attribute(element, name).parse().unwrap()
}

/// x, y, width and height of the rectangles with this fill.
pub fn bars(chart: &Chart, fill: &str) -> Vec<[f64; 4]> {
    let filled = elements(chart, "rect").into_iter().filter(|e| attribute(e, "fill") == fill);
    filled.map(|e| ["x", "y", "width", "height"].map(|name| number(e, name))).collect()
}

/// The points of the line with this stroke, solid or dashed.
pub fn line(chart: &Chart, stroke: &str, dashed: bool) -> Vec<(f64, f64)> {
    let is_it = |e: &&str| attribute(e, "stroke") == stroke && e.contains("stroke-dasharray") == dashed;
    let found = elements(chart, "polyline").into_iter().find(is_it).unwrap();
    let point = |p: &str| p.split_once(',').map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap())).unwrap();
    attribute(found, "points").split(' ').map(point).collect()
}

pub fn says(chart: &Chart, text: &str) -> bool {
    chart.svg.contains(&format!(">{text}</text>"))
}

/// Everything a reader could see as broken.
pub fn is_sound(chart: &Chart) {
    for text in [&chart.svg, &chart.title, &chart.subtitle, &chart.summary] {
        assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains("-0"), "{}: {text:.300}", chart.id);
    }
    assert!(!chart.title.is_empty() && chart.summary.starts_with(&chart.title));
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.columns.len(), "{}", chart.id);
        assert!(row.iter().all(|cell| !cell.contains("NaN") && !cell.contains("inf")), "{row:?}");
    }
}
