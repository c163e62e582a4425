//! The context that figures are read from.

use crate::figure::{Figure, NotAvailable};
use crate::projection::Projection;
use crate::simulation::Uncertainty;
use journey_plan::Plan;

/// A plan, one of its scenarios projected, and what is known of a simulation of it.
#[derive(Debug, Clone, Copy)]
pub struct FigureContext<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The projection of one of the plan's scenarios.
    pub projection: &'a Projection,
    /// Simulation of that scenario, as far as there is one.
    pub simulated: SimulationStatus<'a>,
}

/// State of the simulation of the plan as it stands.
#[derive(Debug, Clone, Copy)]
pub enum SimulationStatus<'a> {
    /// There is no simulation yet.
    Missing,
    /// There is a simulation of the plan as it was.
    OutOfDate,
    /// There can be no simulation.
    Refused(&'a NotAvailable),
    /// There is a simulation; one of another scenario counts as missing.
    Found(&'a Uncertainty),
}

impl<'a> FigureContext<'a> {
    /// A projection without a simulation.
    pub fn of(plan: &'a Plan, projection: &'a Projection) -> Self {
        Self { plan, projection, simulated: SimulationStatus::Missing }
    }

    /// The simulation of the scenario.
    ///
    /// # Errors
    /// Why there is no case to simulate, or that there is no simulation of the plan as it stands.
    pub fn uncertainty(self) -> Figure<&'a Uncertainty> {
        let projection = self.projection;
        match self.simulated {
            SimulationStatus::Refused(reason) => Err(reason.clone()),
            SimulationStatus::Found(found) if found.scenario == projection.scenario => projection.case().map(|_| found),
            SimulationStatus::OutOfDate => {
                projection.case().and(Err(NotAvailable::because("out of date: run the simulation again")))
            }
            SimulationStatus::Missing | SimulationStatus::Found(_) => {
                projection.case().and(Err(NotAvailable::because("not simulated yet")))
            }
        }
    }
}
