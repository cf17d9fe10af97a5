//! Who works here.

use crate::Year;
use domain::command::Command;
use domain::film::project::Numbering;
use domain::person::{Actor, Role, Roles};

pub(crate) fn planner() -> Actor {
    Actor::person("Jonas Weber", Roles::new([Role::Planner]))
}

pub(crate) fn quality() -> Actor {
    Actor::person("Mira Koch", Roles::new([Role::Quality]))
}

pub(crate) fn operator() -> Actor {
    Actor::person("Anna Berger", Roles::new([Role::Operator]))
}

pub(crate) fn second_operator() -> Actor {
    Actor::person("Paul Lindner", Roles::new([Role::Operator]))
}

pub(crate) fn manager() -> Actor {
    Actor::person("Kerstin Hoffmann", Roles::new([Role::Manager, Role::Viewer]))
}

impl Year {
    /// The people of the lab, and one who left again; the camera of DW asks for a number when a film goes in.
    pub(crate) fn hire(&mut self, admin: &str) {
        let admin = Actor::person(admin, Roles::all());
        for person in [planner(), quality(), operator(), second_operator(), manager()] {
            self.ask(&admin, 3, Command::AddPerson { name: person.name, roles: person.roles });
        }
        let helper = Command::AddPerson { name: "Tim Busch".to_owned(), roles: Roles::new([Role::Viewer]) };
        if let Some(domain::command::Answer::Person { person }) = self.ask(&admin, 3, helper) {
            let roles = Roles::new([Role::Viewer]);
            self.ask(&admin, 40, Command::ChangePerson { person, roles, active: false });
        }
        if let Some(mut settings) = self.lab.settings.clone() {
            for site in settings.sites.iter_mut().filter(|site| site.code == "DW") {
                site.numbering = Numbering::BindAtStart;
            }
            self.ask(&manager(), 15, Command::ChangeSettings { settings });
        }
    }
}
