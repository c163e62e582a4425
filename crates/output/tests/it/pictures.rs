//! Pictures for outside the app, read back by an XML parser of others.

use journey_engine::{Projection, project};
use journey_output::chart::kit::ink::Ink;
use journey_output::chart::picture::{Caption, MapOptions, chart_picture, map_picture};
use journey_output::chart::{
    Chart, ChartContext, LegendEntry, TableTwin, customers_corkscrew, equity_by_year, gain_by_year,
    value_by_initiative, value_waterfall,
};
use journey_plan::journey::cells::MapRow;
use journey_plan::library::example;
use journey_plan::{
    Card, CardId, Command, Date, Detail, Lane, LaneChange, LaneKind, Plan, Stage, StageChange, StageId, ViewChange,
};
use roxmltree::{Document, Node};
use std::sync::Arc;

const HOSTILE: &str = r#"</text><script>alert(1)</script><img src=x onerror="alert(1)"> var(--ink) ]]> & ' שלום 🎉"#;

fn caption(plan: &Plan) -> Caption {
    Caption { plan: plan.title.clone(), date: Date::new(2026, 11, 26), footer: "For the board only".to_owned() }
}

fn drawn(plan: &Plan, options: &MapOptions) -> String {
    map_picture(plan, &project(plan, plan.active_scenario), options, &caption(plan))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_halo(node: &Node) -> bool {
    node.attribute("aria-hidden").is_some()
}

/// The texts a reader sees, one per `<text>`.
fn texts(document: &Document) -> Vec<String> {
    let all = document.descendants().filter(|n| n.has_tag_name("text") && !is_halo(n));
    all.map(|n| words(&n.descendants().filter_map(|d| if d.is_text() { d.text() } else { None }).collect::<String>()))
        .collect()
}

/// The elements a picture is made of.
const DRAWN: [&str; 13] =
    ["svg", "title", "desc", "defs", "pattern", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "g"];

/// What makes a picture one that needs nothing but itself and does nothing.
fn is_complete(svg: &str) -> Document<'_> {
    let document = Document::parse(svg).unwrap();
    let known: Vec<&str> = document.descendants().filter_map(|n| n.attribute("id")).collect();
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(DRAWN.contains(&name), "{name}");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!["class", "style", "href"].contains(&name) && !name.starts_with("on"), "{name}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
            if ["fill", "stroke"].contains(&name) {
                let inside = value.strip_prefix("url(#").and_then(|v| v.strip_suffix(')'));
                assert!(inside.map_or(value.starts_with('#') || value == "none", |id| known.contains(&id)), "{value}");
            }
        }
    }
    document
}

fn charts(plan: &Plan, projection: &Projection) -> Vec<Chart> {
    let frame = ChartContext::new(640, plan);
    let forecast = projection.forecast.as_ref().unwrap();
    let mut charts = vec![value_waterfall(plan, forecast, &frame), value_by_initiative(plan, forecast, &frame)];
    charts.extend(equity_by_year(projection, &frame));
    charts.extend(customers_corkscrew(projection, &frame));
    charts.push(gain_by_year(forecast, None, &frame));
    charts
}

#[test]
fn a_chart_leaves_with_title_legend_and_footer() {
    let plan = example::plan();
    let charts = charts(&plan, &project(&plan, plan.active_scenario));
    assert_eq!(charts.len(), 5);
    for chart in &charts {
        let svg = chart_picture(chart, &caption(&plan));
        let document = is_complete(&svg);
        let texts = texts(&document);
        let keys = chart.legend.iter().map(|key| &key.text);
        for said in [&chart.title, &chart.subtitle].into_iter().chain(keys) {
            assert!(texts.contains(&words(said)), "{}: {said} in {texts:?}", chart.id);
        }
        let foot = format!("{} · 26 November 2026", plan.title);
        assert!(texts.contains(&foot) && texts.iter().any(|t| t == "For the board only"));
        // Everything the chart itself says is still there.
        let own = Document::parse(&chart.svg).unwrap();
        for text in own.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()) {
            assert!(texts.contains(&words(text)), "{}: {text}", chart.id);
        }
    }
}

#[test]
fn a_chart_is_as_large_on_paper_as_on_screen() {
    let plan = example::plan();
    let chart = equity_by_year(&project(&plan, None), &ChartContext::new(640, &plan)).unwrap();
    let svg = chart_picture(&chart, &caption(&plan));
    let document = is_complete(&svg);
    let root = document.root_element();
    assert_eq!(root.attribute("width"), Some("688"), "640 and a margin of 24 on either side");
    assert_eq!(root.attribute("viewBox").unwrap(), format!("0 0 688 {}", root.attribute("height").unwrap()));
    // Solid bars of the past in the colour of the light theme, as style/tokens.css has it.
    let solid = document.descendants().filter(|n| n.has_tag_name("rect") && n.attribute("fill") == Some("#0b5f6b"));
    assert!(solid.count() > 4);
}

#[test]
fn long_titles_and_keys_are_broken_and_not_cut() {
    let long = "An unusually long message about customers that no picture of this width could hold in a single line "
        .repeat(3);
    let chart = Chart {
        id: "long",
        title: long.clone(),
        subtitle: long.clone(),
        summary: long.clone(),
        legend: [Some(Ink::Gain), None, Some(Ink::Target)].map(|ink| LegendEntry { ink, text: long.clone() }).to_vec(),
        svg: String::new(),
        table: TableTwin::default(),
    };
    let caption = Caption { plan: long.clone(), date: None, footer: long.clone() };
    let svg = chart_picture(&chart, &caption);
    let document = is_complete(&svg);
    assert_eq!(texts(&document).iter().filter(|t| **t == words(&long)).count(), 2 + 3 + 2);
    no_overlap(&document);
}

#[test]
fn hostile_texts_stay_texts() {
    let plan = example::plan();
    let id = plan.stages[2].id;
    let mut plan = plan.apply(&Command::Stage(id, StageChange::Name(HOSTILE.to_owned()))).unwrap();
    plan.title = HOSTILE.to_owned();
    plan.roles[0].name = HOSTILE.to_owned();
    let projection = project(&plan, plan.active_scenario);
    let caption = Caption { plan: HOSTILE.to_owned(), date: None, footer: HOSTILE.to_owned() };
    let shown = words(HOSTILE);
    let svg = map_picture(&plan, &projection, &MapOptions::default(), &caption);
    assert!(texts(&is_complete(&svg)).iter().filter(|t| **t == shown).count() >= 3);
    for chart in charts(&plan, &projection) {
        let svg = chart_picture(&chart, &caption);
        assert!(texts(&is_complete(&svg)).contains(&shown), "{}", chart.id);
    }
    // What XML cannot hold at all is left out.
    plan.title = "a\u{0}b\u{1b}c\u{fffe}".to_owned();
    let control = Caption { plan: plan.title.clone(), date: None, footer: String::new() };
    let svg = map_picture(&plan, &projection, &MapOptions::default(), &control);
    assert!(texts(&is_complete(&svg)).contains(&"abc".to_owned()));
}

#[test]
fn the_map_says_everything_that_stands_on_it() {
    let plan = example::plan();
    for is_compact in [false, true] {
        let svg = drawn(&plan, &MapOptions { lanes: None, is_compact });
        let document = is_complete(&svg);
        let texts = texts(&document);
        let all = texts.join("\n");
        for stage in &plan.stages {
            assert!(texts.contains(&stage.name) && texts.contains(&format!("Owner: {}", stage.owner())));
            for line in stage.texts.iter().flat_map(|t| t.text.lines()) {
                assert!(all.contains(&words(line)), "{line}");
            }
            for card in &stage.cards {
                let details = card.detail.in_words().filter(|_| !is_compact);
                let whole =
                    words(&[Some(card.text.clone()), details].into_iter().flatten().collect::<Vec<_>>().join(" "));
                // The details stand behind the text, or below it as a text of their own.
                let apart = texts.contains(&card.text) && all.contains(whole[card.text.len()..].trim());
                assert!(all.contains(&whole) || apart, "{whole}");
            }
        }
        for row in &plan.lanes {
            let name =
                if row.lane.kind() == LaneKind::Rule { row.label().to_lowercase() } else { row.label().to_owned() };
            assert!(texts.contains(&name), "{name}");
        }
        for role in &plan.roles {
            assert!(texts.contains(&role.name));
        }
        assert!(texts.contains(&"“Deploy” feels worst and is the dearest to leave as it is".to_owned()));
    }
}

/// The money of the map is that of the projection: the figures of the strip under it, to three figures.
#[test]
fn the_money_lanes_add_up_to_the_gain() {
    let mut plan = example::plan();
    plan.settings.currency = "USD".to_owned();
    let projection = project(&plan, plan.active_scenario);
    let svg = drawn(&plan, &MapOptions::default());
    let texts = texts(&is_complete(&svg));
    let amounts = texts.iter().filter(|t| t.starts_with("+$"));
    let read = |t: &String| {
        let (digits, unit) = t[2..].split_at(t.len() - 3);
        digits.parse::<f64>().unwrap() * if unit == "m" { 1e6 } else { 1e3 }
    };
    let total: f64 = amounts.map(read).sum();
    let gain = projection.forecast.unwrap().scenario_gain;
    assert!((total - gain).abs() < 0.01 * gain, "{total} against {gain}");
}

#[test]
fn rows_stand_in_the_order_of_the_lanes_and_hidden_ones_are_left_out() {
    let plan = example::plan();
    let plan = plan.seen(&ViewChange::Hide(Lane::Budget, true));
    let plan = plan.apply(&Command::Lane(Lane::Metrics, LaneChange::MoveTo(0))).unwrap();
    let svg = drawn(&plan, &MapOptions::default());
    let document = is_complete(&svg);
    let boxes = boxes(&document);
    let top = |name: &str| boxes.iter().find(|b| b.text == name).map(|b| b.top);
    let shown = plan.shown_lanes().filter(|row| row.lane.kind() != LaneKind::Rule);
    let tops: Vec<f64> = shown.map(|row| top(row.label()).unwrap()).collect();
    assert!(tops.is_sorted() && tops.len() == 18, "{tops:?}");
    assert_eq!(top("Metrics"), tops.first().copied());
    assert_eq!(top("Budget"), None);

    let svg = drawn(&plan, &MapOptions::without_money(&plan));
    let texts = texts(&is_complete(&svg));
    assert!(texts.contains(&"Owner".to_owned()) && !texts.contains(&"Budget".to_owned()));
    assert!(!texts.contains(&"Scenario gain".to_owned()) && !texts.iter().any(|t| t.contains("present value")));
}

/// A line of text on the picture.
#[derive(Debug)]
struct TextBox {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// Where a node's coordinates begin: the translations around it. Nothing under a scaled group is asked for.
fn origin(node: &Node) -> Option<(f64, f64)> {
    node.ancestors().filter_map(|n| n.attribute("transform")).try_fold((0.0, 0.0), |(x, y), transform| {
        let (dx, dy) = transform.strip_prefix("translate(")?.strip_suffix(')')?.split_once(' ')?;
        Some((x + dx.parse::<f64>().ok()?, y + dy.parse::<f64>().ok()?))
    })
}

/// Advance widths of Helvetica in thousandths, from its metrics file (AFM), for the letters that matter.
fn helvetica(text: &str) -> f64 {
    let advance = |c: char| match c {
        'i' | 'j' | 'l' | '\'' => 222.0,
        ' ' | '.' | ',' | ':' | ';' | 'f' | 't' | '/' | '!' | 'I' => 278.0,
        'r' | '(' | ')' | '-' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 722.0,
        'm' | 'M' => 833.0,
        'F' | 'T' | 'Z' => 611.0,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' => 667.0,
        'G' | 'O' | 'Q' => 778.0,
        'W' => 944.0,
        '%' => 889.0,
        '→' | '▲' => 1000.0,
        _ => 556.0,
    };
    text.chars().map(advance).sum::<f64>() / 1000.0
}

/// The boxes of the lines of text outside the charts' own drawings.
fn boxes(document: &Document) -> Vec<TextBox> {
    let mut boxes = Vec::new();
    for node in document.descendants().filter(|n| n.has_tag_name("text") && !is_halo(n)) {
        let Some((x, y)) = origin(&node) else { continue };
        let number = |n: &Node, name: &str| n.attribute(name).map(|v| v.parse::<f64>().unwrap());
        let size = number(&node, "font-size").unwrap();
        let lines: Vec<Node> = node.children().filter(|n| n.has_tag_name("tspan")).collect();
        for line in if lines.is_empty() { vec![node] } else { lines } {
            let text = line.text().unwrap();
            let Some(left) = number(&line, "x") else {
                // A remark runs on behind the line before.
                let last: &mut TextBox = boxes.last_mut().unwrap();
                last.right += 4.0 + helvetica(text) * number(&line, "font-size").unwrap();
                last.text.push_str(text);
                continue;
            };
            let width = helvetica(text.trim_end()) * size;
            let left = x + if node.attribute("text-anchor") == Some("end") { left - width } else { left };
            let base = y + number(&line, "y").unwrap();
            boxes.push(TextBox {
                text: text.to_owned(),
                left,
                right: left + width,
                top: base - 0.72 * size,
                bottom: base + 0.21 * size,
            });
        }
    }
    boxes
}

/// No two lines of text lie over each other, and none leaves the picture.
fn no_overlap(document: &Document) {
    let side = |name: &str| document.root_element().attribute(name).unwrap().parse::<f64>().unwrap();
    let (width, height) = (side("width"), side("height"));
    let boxes = boxes(document);
    for (index, a) in boxes.iter().enumerate() {
        assert!(a.left >= 0.0 && a.right <= width && a.top >= 0.0 && a.bottom <= height, "{a:?} in {width} × {height}");
        for b in &boxes[index + 1..] {
            let apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
            assert!(apart, "{a:?}\n{b:?}");
        }
    }
}

/// Texts as long as they get: words without an end, many lines, every detail.
fn crowded() -> Plan {
    let mut plan = example::plan();
    for (index, stage) in plan.stages.iter_mut().enumerate() {
        let stage = Arc::make_mut(stage);
        stage.name = String::from("Donaudampfschifffahrtsgesellschaftskapitän and company of old");
        for number in 0..40 {
            let text = format!("Touchpoint {number} {}", "with a few more words ".repeat(number % 5));
            let mut card = Card::new(CardId(10_000 + 100 * index as u32 + number as u32), Lane::Pains, text);
            card.detail = Detail::Pain { severity: None };
            stage.cards.push(card);
        }
    }
    plan.roles[1].name = String::from("Administrator of everything that has ever been bought, and of its licences");
    let goal = "- first\n- second, which is longer than a column of this map can be wide\n".repeat(20);
    plan.apply(&Command::Stage(plan.stages[0].id, StageChange::Text(Lane::Goal, goal))).unwrap()
}

#[test]
fn nothing_lies_over_anything_else() {
    for plan in [example::plan(), crowded()] {
        for is_compact in [false, true] {
            let svg = drawn(&plan, &MapOptions { lanes: None, is_compact });
            no_overlap(&is_complete(&svg));
        }
    }
}

#[test]
fn the_example_can_be_read_on_a_page() {
    let svg = drawn(&example::plan(), &MapOptions::default());
    let document = is_complete(&svg);
    let side = |name: &str| document.root_element().attribute(name).unwrap().parse::<f64>().unwrap();
    // A4 landscape inside margins of 10 mm; 72 points are 25.4 mm.
    let scale = (277.0 / side("width")).min(190.0 / side("height"));
    let points = 14.0 * scale * 72.0 / 25.4;
    assert!(points > 5.8, "the texts of cells have {points:.1} pt");
}

#[test]
fn the_largest_map_and_an_empty_one_are_pictures_too() {
    let mut plan = crowded();
    for index in 0..7 {
        let mut stage = Stage::clone(&plan.stages[index % 5]);
        stage.id = StageId(5_000 + index as u32);
        plan.stages.push(Arc::new(stage));
    }
    let svg = drawn(&plan, &MapOptions::default());
    let document = is_complete(&svg);
    no_overlap(&document);
    let touchpoint = texts(&document).iter().filter(|t| t.starts_with("Touchpoint 39")).count();
    assert_eq!(touchpoint, 12, "nothing is cut");

    let empty = Plan::empty("New");
    let svg = drawn(&empty, &MapOptions::default());
    let texts_of_empty = texts(&is_complete(&svg));
    assert!(texts_of_empty.contains(&"This journey has no stages yet.".to_owned()), "{texts_of_empty:?}");

    let mut bare = Plan::empty("Bare");
    bare.stages.push(Arc::new(Stage::named(StageId(1), "Only")));
    let svg = drawn(&bare, &MapOptions::default());
    let all = texts(&is_complete(&svg)).join("\n");
    assert!(all.contains("No scores yet") && all.contains("Not available: "), "{all}");
}

#[test]
fn the_map_has_the_text_of_every_cell_in_its_column() {
    let plan = example::plan();
    let svg = drawn(&plan, &MapOptions::default());
    let document = is_complete(&svg);
    let boxes = boxes(&document);
    let left = |text: &str| boxes.iter().find(|b| b.text == text).map(|b| b.left).unwrap();
    for pair in plan.stages.windows(2) {
        let [here, next] = pair else { panic!() };
        let goal = MapRow::Lane(Lane::Goal).text(&plan, here);
        // The name stands behind its number.
        assert!((left(&here.name)..left(&next.name)).contains(&(left(&goal) + 25.0)), "{goal}");
    }
}
