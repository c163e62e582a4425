//! The assumptions register: what the figures rest on, in a stable order, with source, grade and range.

use journey_account::assumptions::{Assumption, Subject, assumptions, ungrounded};
use journey_plan::library::example;
use journey_plan::number::pen::Pen;
use journey_plan::{
    CellNote, Command, Date, Driver, Evidence, Grade, InitiativeAmount, NumberId, Place, ScoreMix, SegmentId, Setting,
    SettingChange, Shape, Spread, Timing, YearlyFigure,
};
use journey_samples::plans::{n, retention_note, rolled, shown};
use std::sync::Arc;

fn line(register: &[Assumption], subject: Subject) -> &Assumption {
    register.iter().find(|a| a.subject == subject).unwrap_or_else(|| panic!("{subject:?} is not listed"))
}

#[test]
fn the_register_of_the_example() {
    let plan = example::plan();
    let register = assumptions(&plan, &shown(&plan));
    let setting = |setting| line(&register, Subject::Number(NumberId::Setting(setting)));
    for (of, value) in
        [(Setting::SpendRatio, "2.4"), (Setting::RetentionPoorest, "43\u{a0}%"), (Setting::RetentionBest, "74\u{a0}%")]
    {
        let end_point = setting(of);
        assert_eq!((end_point.value.as_str(), end_point.grade), (value, Grade::B));
        assert!(end_point.source.contains("Kriss") && end_point.where_ == "whole plan" && end_point.follows);
    }
    for (of, value) in [(Setting::CausalShare, "50\u{a0}%"), (Setting::PhaseIn, "33\u{a0}%, 67\u{a0}%, 100\u{a0}%")] {
        assert_eq!((setting(of).value.as_str(), setting(of).grade), (value, Grade::C));
        assert!(setting(of).is_ungrounded());
    }
    assert_eq!(setting(Setting::Weights).value, "entered");
    assert_eq!(setting(Setting::Timing).value, "middle of year");
    assert_eq!(setting(Setting::Horizon).value, "5 years");
    let subscriptions = plan.segments[0].id;
    let curve = line(&register, Subject::Retention(subscriptions));
    assert_eq!(curve.grade, Grade::A);
    assert!(curve.source.contains("Fader"));
    let growth = line(&register, Subject::Number(NumberId::Segment(subscriptions, Place::Driver(Driver::NewGrowth))));
    assert_eq!((growth.value.as_str(), growth.follows, growth.grade), ("2\u{a0}%", false, Grade::D));
    let opening =
        line(&register, Subject::Number(NumberId::Segment(subscriptions, Place::Driver(Driver::OpeningCustomers))));
    // 32 983 + 10 000 − 2 765 = 40 218.
    assert_eq!((opening.value.as_str(), opening.origin.as_str()), ("40,218", "follows from 2026"));
    let margin = line(&register, Subject::Number(NumberId::Segment(subscriptions, Place::GrossMargin)));
    assert_eq!(margin.value, "78\u{a0}%");
    let mix = line(&register, Subject::ScoreMix(subscriptions));
    assert!(mix.value.contains("Poor 1–3: 16\u{a0}%"), "{}", mix.value);
    let guided = &plan.initiatives[0];
    let points =
        line(&register, Subject::Number(NumberId::Amount(guided.id, InitiativeAmount::Points(guided.lifts[0].stage))));
    assert_eq!(
        (points.value.as_str(), points.low.as_deref(), points.high.as_deref()),
        ("2.4", Some("1.2"), Some("3.2"))
    );
    assert_eq!((points.evidence, points.owner.as_str()), (Some(Evidence::Survey), "Customer success"));
    assert_eq!(
        line(&register, Subject::Number(NumberId::Amount(guided.id, InitiativeAmount::OneOffCost))).value,
        "€420,000"
    );
    let some = register.iter().filter(|a| a.is_ungrounded()).count();
    let sentence = format!("{some} of {} assumptions are choices or own figures without a source.", register.len());
    assert_eq!(ungrounded(Pen::PLAIN, &register), sentence);
}

#[test]
fn a_changed_setting_is_the_users_own_and_a_note_supports_it() {
    let plan = example::plan().apply(&Command::Set(SettingChange::Number(Setting::SpendRatio, n(2.0)))).unwrap();
    let register = assumptions(&plan, &shown(&plan));
    let ratio = line(&register, Subject::Number(NumberId::Setting(Setting::SpendRatio)));
    assert_eq!((ratio.grade, ratio.source.as_str(), ratio.origin.as_str()), (Grade::D, "", "entered"));
    assert!(ratio.is_ungrounded() && !ratio.follows);
    // The other end points stay published.
    assert_eq!(line(&register, Subject::Number(NumberId::Setting(Setting::RetentionBest))).grade, Grade::B);
    let note = CellNote { source: "Own panel, 2026".into(), ..retention_note() };
    let note = CellNote { spread: Spread { low: Some(n(1.8)), high: Some(n(2.2)), shape: Shape::Pert }, ..note };
    let plan = plan.apply(&Command::Note(NumberId::Setting(Setting::SpendRatio), note)).unwrap();
    let register = assumptions(&plan, &shown(&plan));
    let ratio = line(&register, Subject::Number(NumberId::Setting(Setting::SpendRatio)));
    assert_eq!((ratio.grade, ratio.source.as_str(), ratio.owner.as_str()), (Grade::B, "Own panel, 2026", "Ada"));
    assert_eq!((ratio.low.as_deref(), ratio.high.as_deref(), ratio.shape), (Some("1.8"), Some("2.2"), Shape::Pert));
    assert_eq!(ratio.date, Date::new(2026, 3, 31));
    assert!(!ratio.is_ungrounded());
}

#[test]
fn every_noted_number_is_listed_once_in_a_stable_order() {
    let segment = SegmentId(3);
    let places = [Place::Driver(Driver::Retention), Place::Figure(2026, YearlyFigure::NewCustomers), Place::Band(1)];
    let mut plan = rolled(Timing::Mid);
    for place in places {
        let note = CellNote { owner: "Ada".into(), source: "CRM".into(), ..CellNote::default() };
        plan = plan.apply(&Command::Note(NumberId::Segment(segment, place), note)).unwrap();
    }
    let register = assumptions(&plan, &shown(&plan));
    for place in places {
        let found: Vec<_> =
            register.iter().filter(|a| a.subject == Subject::Number(NumberId::Segment(segment, place))).collect();
        assert_eq!(found.len(), 1, "{place}");
        assert_eq!((found[0].owner.as_str(), found[0].source.as_str()), ("Ada", "CRM"));
    }
    assert_eq!(register, assumptions(&plan, &shown(&plan)));
    let subjects: Vec<Subject> = register.iter().take(13).map(|a| a.subject).collect();
    assert_eq!(subjects, Setting::ALL.map(|setting| Subject::Number(NumberId::Setting(setting))));
    // Eleven drivers, margin, timing, mix, retention, then the two places that only their notes list.
    let after: Vec<Subject> = register.iter().skip(13).map(|a| a.subject).collect();
    assert_eq!(after.len(), 17);
    assert_eq!(after[0], Subject::Number(NumberId::Segment(segment, Place::Driver(Driver::OpeningCustomers))));
    assert_eq!(after[13..15], [Subject::ScoreMix(segment), Subject::Retention(segment)]);
    assert_eq!(after[15], Subject::Number(NumberId::Segment(segment, Place::Figure(2026, YearlyFigure::NewCustomers))));
    // Typed drivers are listed even while there is no forecast.
    let mut without = plan.clone();
    Arc::make_mut(&mut without.segments[0]).score_mix = ScoreMix::Mean(n(11.0));
    assert!(shown(&without).forecast.is_err());
    line(
        &assumptions(&without, &shown(&without)),
        Subject::Number(NumberId::Segment(segment, Place::Driver(Driver::Retention))),
    );
}
