//! Plans carried inside pictures and pages.

use journey_output::exchange::embed::{EmbedError, LARGEST_CARRIER, into_png, into_svg, largest, plan_file_in};
use journey_output::exchange::living::{Carried, Purpose, carry};
use journey_output::exchange::plan_file;
use journey_plan::library::example;
use journey_plan::{Command, Plan, StageChange};
use proptest::prelude::*;
use roxmltree::Document;

/// A picture that another program has written.
const PICTURE: &[u8] = include_bytes!("../../../../docs/images/equity.png");
const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>t</title></svg>"#;

/// A plan whose texts would end every element and comment around them.
fn hostile() -> Plan {
    let plan = example::plan();
    let text = "</script></plan></metadata></svg><!-- ]]> &amp; \\u003c \\\\u003c \u{fffe}\u{ffff}\u{2028} \"quoted\" 'so' שלום 🎉\r\n";
    plan.apply(&Command::Stage(plan.stages[0].id, StageChange::Text(journey_plan::Lane::Goal, text.to_owned())))
        .unwrap()
}

fn text_of(plan: &Plan) -> String {
    plan_file::write(plan).unwrap()
}

/// A living file.
fn page(file: &str) -> String {
    let carried = Carried { plan: file, copy: "copy", purpose: Purpose::Reading, saved: None };
    carry("<!doctype html>\n<head><!-- the plan --></head>", &carried).unwrap()
}

/// The plan file as it is written again once it is opened.
fn reopened(carrier: &[u8]) -> String {
    let found = plan_file_in(carrier).unwrap();
    text_of(&plan_file::read(&found).unwrap().plan)
}

#[test]
fn every_carrier_gives_back_the_plan_byte_for_byte() {
    for plan in [example::plan(), hostile()] {
        let file = text_of(&plan);
        let svg = into_svg(SVG, &file).unwrap();
        let document = Document::parse(&svg).unwrap();
        let carried = document.descendants().find(|n| n.has_tag_name(("urn:journey-equity:plan", "plan"))).unwrap();
        // Whoever reads the metadata with a parser finds the same plan.
        assert_eq!(text_of(&plan_file::read(carried.text().unwrap().as_bytes()).unwrap().plan), file);
        assert_eq!(reopened(svg.as_bytes()), file);
        assert_eq!(reopened(&into_png(PICTURE, &file).unwrap()), file);
        assert_eq!(reopened(page(&file).as_bytes()), file);
        // A plan file is its own carrier, with and without a byte order mark in front of a page.
        assert_eq!(plan_file_in(file.as_bytes()).unwrap(), file.as_bytes());
        assert_eq!(reopened(format!("\u{feff} \n{svg}").as_bytes()), file);
    }
}

#[test]
fn a_picture_with_a_plan_is_still_the_same_picture() {
    let png = into_png(PICTURE, &text_of(&example::plan())).unwrap();
    let end = PICTURE.len() - 12;
    assert_eq!(&png[..end], &PICTURE[..end]);
    assert_eq!(&png[png.len() - 12..], &PICTURE[end..], "the end is the end");
    assert_eq!(&png[end + 4..end + 8], b"iTXt");
    let svg = into_svg(SVG, "{}").unwrap();
    assert!(svg.starts_with(SVG.strip_suffix("</svg>").unwrap()));
}

#[test]
fn a_saved_again_svg_is_read() {
    let file = text_of(&hostile());
    let svg = into_svg(SVG, &file).unwrap().replace("\\\"", "\\&quot;");
    let (before, plan) = svg.split_once(r#"plan">"#).unwrap();
    let again = format!(r#"{before}plan">{}"#, plan.replacen('"', "&quot;", 40));
    assert_eq!(reopened(again.as_bytes()), file);
}

#[test]
fn what_carries_nothing_says_so() {
    assert_eq!(plan_file_in(PICTURE), Err(EmbedError::NoPlan));
    assert_eq!(plan_file_in(SVG.as_bytes()), Err(EmbedError::NoPlan));
    assert_eq!(plan_file_in(b"<!doctype html><p>journey-equity-plan"), Err(EmbedError::NoPlan));
    for other in [&b""[..], b"[1]", b"\xff\xfe\x00", b"GIF89a"] {
        assert_eq!(plan_file_in(other).unwrap(), other, "left to the reader of plan files");
    }
    for (name, bytes) in
        [("map.PNG", 32 << 20), ("page.html", 32 << 20), ("a.journey.json", 16 << 20), ("png", 16 << 20)]
    {
        assert_eq!(largest(name), bytes, "{name}");
    }
    let sentence = EmbedError::NoPlan.to_string();
    assert!(sentence.contains("Carry the plan inside"), "{sentence}");
    let large = vec![b' '; LARGEST_CARRIER + 1];
    assert_eq!(plan_file_in(&large), Err(EmbedError::TooLarge { size: large.len() }));
    for text in ["", "<svg", "not a picture"] {
        assert_eq!(into_svg(text, "{}"), Err(EmbedError::NotAPicture));
        assert_eq!(into_png(text.as_bytes(), "{}"), Err(EmbedError::NotAPicture));
    }
    assert_eq!(into_png(&PICTURE[..PICTURE.len() - 1], "{}"), Err(EmbedError::NotAPicture));
}

#[test]
fn damage_is_found() {
    let file = text_of(&example::plan());
    let svg = into_svg(SVG, &file).unwrap();
    let cut = &svg[..svg.len() - 200];
    assert_eq!(plan_file_in(cut.as_bytes()), Err(EmbedError::Damaged("the plan inside breaks off")));
    let png = into_png(PICTURE, &file).unwrap();
    let place = png.len() - 1_000;
    let mut flipped = png.clone();
    flipped[place] ^= 1;
    assert_eq!(plan_file_in(&flipped), Err(EmbedError::Damaged("the checksum of the plan inside is wrong")));
    assert_eq!(plan_file_in(&png[..place]), Err(EmbedError::Damaged("the picture breaks off")));
}

#[test]
fn a_compressed_plan_is_named() {
    let png = into_png(PICTURE, "{}").unwrap();
    let chunk = PICTURE.len() - 12;
    let mut compressed = png.clone();
    let flag = chunk + 8 + "journey-equity-plan".len() + 1;
    compressed[flag] = 1;
    // The right checksum of the altered chunk, worked out by another rule: bit by bit over the polynomial itself.
    let crc = long_division(&compressed[chunk + 4..compressed.len() - 16]);
    let place = compressed.len() - 16;
    compressed[place..place + 4].copy_from_slice(&crc.to_be_bytes());
    assert_eq!(plan_file_in(&compressed), Err(EmbedError::Compressed));
}

/// CRC-32 as the remainder of a polynomial division, most significant power first.
fn long_division(bytes: &[u8]) -> u32 {
    let bits = bytes.iter().flat_map(|byte| (0..8).map(move |bit| u32::from(byte >> bit & 1)));
    let padded = bits.enumerate().map(|(i, bit)| if i < 32 { bit ^ 1 } else { bit }).chain([0; 32]);
    let remainder = padded.fold(0_u64, |rest, bit| {
        let rest = rest << 1 | u64::from(bit);
        if rest >> 32 == 1 { rest ^ 0x1_04c1_1db7 } else { rest }
    });
    !(remainder as u32).reverse_bits()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever comes in, a carrier that is broken somewhere is refused or read, and never a panic.
    #[test]
    fn no_carrier_breaks_the_reader(place in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let file = r#"{"format":"journey-equity-plan","version":1,"plan":{"title":"small"}}"#;
        // The interesting parts of a picture are its head, the chunk with the plan, and its end.
        let head_and_end = [&PICTURE[..33], &PICTURE[PICTURE.len() - 12..]].concat();
        let tail = into_png(&head_and_end, file).unwrap();
        prop_assert_eq!(plan_file_in(&tail).unwrap(), file.as_bytes());
        for mut bytes in [tail, into_svg(SVG, file).unwrap().into_bytes(), page(file).into_bytes()] {
            let at = place.index(bytes.len());
            bytes[at] = byte;
            bytes.truncate(cut.index(bytes.len()) + 1);
            let _ = plan_file_in(&bytes).map(|plan| plan_file::read(&plan).is_ok());
        }
    }
}
