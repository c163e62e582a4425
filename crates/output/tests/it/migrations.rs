//! The plan file over its versions: a file of each is kept here for good.

use journey_output::exchange::plan_file::{MIGRATIONS, VERSION, read, write};
use journey_plan::{Plan, PlanView};

/// A plan with every kind of content, as each version wrote it. Never edited: a change of the format adds a file.
const FILES: [(u64, &str); 2] = [
    (1, include_str!("../fixtures/plan_version_1.journey.json")),
    (2, include_str!("../fixtures/plan_version_2.journey.json")),
];

#[test]
fn every_version_is_read_and_the_current_one_is_written_back_byte_for_byte() {
    // What is seen came with version 2; the rest of the files is one plan.
    let content = Plan { view: PlanView::default(), ..read(FILES[0].1.as_bytes()).unwrap().plan };
    for (version, file) in FILES {
        let loaded = read(file.as_bytes()).unwrap();
        assert_eq!(loaded.problems, [], "version {version}");
        let written = write(&loaded.plan).unwrap();
        if version == VERSION {
            assert!(written == file, "the format changed without a new version");
        }
        assert_eq!(read(written.as_bytes()).unwrap().plan, loaded.plan);
        assert_eq!(Plan { view: PlanView::default(), ..loaded.plan }, content, "version {version}");
    }
}

#[test]
fn there_is_a_file_and_a_migration_for_every_version() {
    let versions: Vec<u64> = FILES.iter().map(|(version, _)| *version).collect();
    assert_eq!(versions, (1..=VERSION).collect::<Vec<_>>());
    let from: Vec<u64> = MIGRATIONS.iter().map(|m| m.from).collect();
    assert_eq!(from, (1..VERSION).collect::<Vec<_>>());
}
