//! What a lab has besides its daily films: a third site whose numbers follow each other, an old machine's files, films
//! of a test, and customers who complain.

use crate::Year;
use crate::lists;
use crate::people::{manager, operator, planner, quality};
use domain::command::{Answer, Command, FilmChoice, Grievance};
use domain::evidence::read;
use domain::film::complaint::{Fault, Settlement};
use domain::film::project::{Numbering, ProjectKey, Site};
use domain::film::rework::{Cause, NumberChoice};
use domain::id::{ComplaintId, FindingId, ProjectId, RollId};
use domain::machine::{ReadFile, Resolution, survey};
use domain::number::SeriesId;
use domain::person::Actor;
use std::fmt::Write as _;

/// The third site, which counts in the series of all others.
const SITE: &str = "ZA";
/// Frames that fill one roll with one document.
const FULL: u32 = 2_900;

impl Year {
    /// Work of a few days after which the lab has complaints and findings in every state, a block with a neighbour in
    /// its way, and films of a test.
    pub fn leave_records(&mut self) {
        self.add_a_site();
        self.take_an_old_machine_over();
        self.keep_a_block();
        self.test_the_camera();
        self.hear_customers();
        self.register_twice();
        for frames in [500, 700] {
            if let Some(drawings) = self.register("OU", frames, true) {
                self.plan(drawings);
            }
        }
    }

    /// The last delivery comes again, as a second one.
    fn register_twice(&mut self) {
        let Some(project) = self.lab.projects.values().map(|project| project.id).max() else { return };
        let Some((key, documents)) = self.listed(project) else { return };
        let key = ProjectKey { delivery: "2".to_owned(), ..key };
        self.ask(&planner(), 20, Command::RegisterProject { key, documents, accept: None, test: None });
    }

    fn add_a_site(&mut self) {
        let Some(mut settings) = self.lab.settings.clone() else { return };
        let Some(series) = SeriesId::of_site(3) else { return };
        let numbering = Numbering::BindAtStart;
        settings.sites.push(Site { code: SITE.to_owned(), series, numbering, consecutive: true });
        self.ask(&manager(), 10, Command::ChangeSettings { settings });
    }

    /// One film of each kind that such a folder holds, and two of its findings settled.
    fn take_an_old_machine_over(&mut self) {
        let own = "RRD088-2024_ZA_Zeichnungen";
        let files = vec![
            self.old_log("30000002", &[(own, "30000002", 40)]),
            self.old_counter("30000002", 40),
            self.old_log("30000003", &[(own, "30000003", 12), (own, "30000003", 60)]),
            self.old_counter("30000003", 72),
            self.old_log("30000004", &[("RRD071-2023_OU_Bauakten", "20000071", 6), (own, "30000004", 25)]),
            self.old_log("30000005", &[(own, "30000002", 40)]),
            self.old_counter("30000006", 31),
            self.old_log("430179", &[(own, "430179", 30)]),
            self.old_counter("300000071", 30),
        ];
        let before = self.lab.head.counts.finding;
        let source = "Filmlogs der alten Maschine".to_owned();
        self.ask(&Actor::console(), 20, Command::ImportMachineFiles { source, seed: true, files });
        let ways = [(Resolution::Explained, "im Protokollbuch vermerkt"), (Resolution::FileLost, "")];
        for (finding, (resolution, note)) in (before + 1..).zip(ways) {
            let finding = FindingId::new(finding);
            self.ask(&operator(), 10, Command::SettleFinding { finding, resolution, note: note.to_owned() });
        }
    }

    /// A log of these passes through one document each: project, folder the machine filmed from, frames.
    fn old_log(&self, number: &str, passes: &[(&str, &str, u32)]) -> ReadFile {
        let mut text = String::new();
        for (project, folder, frames) in passes {
            for page in 1..=*frames {
                let _ = write!(text, r"X:\{project}\.output\{folder}\1427460478555125.pdf:{page}");
            }
        }
        self.machine_file(&format!("{number}.LOG"), &text)
    }

    fn old_counter(&self, number: &str, exposures: u32) -> ReadFile {
        let text = format!("[INFO]\r\nIMAGECOUNT={exposures}\r\nLASTFILEINDEX={}\r\n", exposures - 1);
        self.machine_file(&format!("{number}.desc"), &text)
    }

    fn machine_file(&self, name: &str, text: &str) -> ReadFile {
        let bytes: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        ReadFile {
            file: (self.pace.keep_file)(name, &bytes),
            contents: survey(name, &read(Some(name), &bytes)),
        }
    }

    /// Three rolls and a block for them; the number behind it is somebody else's when a film has to be made again.
    fn keep_a_block(&mut self) {
        let rolls = self.films_of(SITE, &[FULL, FULL, 400], None);
        let [first, second, ..] = rolls.as_slice() else { return };
        self.film_new(*first);
        self.reserve(SITE, 1);
        self.film_new(*second);
        self.reject(vec![*first], Cause::Exposure, NumberChoice::Void);
        // The new film takes the number kept for the third roll, whose own does not follow any more.
        self.film_new(*first);
    }

    fn test_the_camera(&mut self) {
        let rolls = self.films_of("OU", &[120], Some(true));
        for roll in rolls {
            self.film_new(roll);
        }
    }

    /// A project of one document a roll, planned.
    fn films_of(&mut self, site: &str, pages: &[u32], test: Option<bool>) -> Vec<RollId> {
        let place = self.registered;
        self.registered += 1;
        let (year, ..) = self.calendar.now().civil();
        let Some(key) = lists::key(&mut self.chance, place, year, site) else { return vec![] };
        let key = ProjectKey { site: site.to_owned(), ..key };
        let documents = lists::thick(place + 1, pages);
        let command = Command::RegisterProject { key, documents, accept: None, test };
        let Some(Answer::Registered { project, .. }) = self.ask(&planner(), 20, command) else {
            return vec![];
        };
        self.plan(project);
        self.lab.rolls_of(project).iter().map(|roll| roll.id).collect()
    }

    fn film_new(&mut self, roll: RollId) {
        if self.start(roll, FilmChoice::New, "Kamera 2").is_some() {
            self.finish_counted(roll);
        }
    }

    /// A project is handed over; four letters come. One is open, the others are answered in the three ways.
    fn hear_customers(&mut self) {
        let rolls = self.films_of("OU", &[FULL, 900], None);
        let [first, second] = rolls.as_slice() else { return };
        self.film_new(*first);
        self.film_new(*second);
        self.develop(rolls.clone(), &[128, 131]);
        self.accept(rolls.clone());
        let Some(project) = self.lab.rolls.get(*first).map(|roll| roll.project) else { return };
        self.deliver(project);

        self.complaint(project, vec![*first], Fault::MissingPage, "Im ersten Dokument fehlt Seite 3.");
        let shown = self.complaint(project, vec![*second], Fault::Unreadable, "Bild 7 ist unscharf.");
        let paper = self.complaint(
            project,
            vec![*first],
            Fault::WrongLabel,
            "Auf der Dose steht eine andere Nummer.",
        );
        let order =
            self.complaint(project, vec![*second], Fault::WrongOrder, "Die Blätter liegen verkehrt herum.");
        self.answer(shown, Settlement::NoFault, "Bild 7 ist ein Foto und so scharf wie das Original.");
        self.answer(paper, Settlement::Corrected, "");
        self.reject(vec![*second], Cause::Complaint, NumberChoice::Keep);
        let rework = self.lab.reworks.values().map(|rework| rework.id).max();
        self.film_new(*second);
        if let Some(rework) = rework {
            self.answer(order, Settlement::Rework { rework }, "");
        }
    }

    fn complaint(
        &mut self,
        project: ProjectId,
        rolls: Vec<RollId>,
        fault: Fault,
        words: &str,
    ) -> Option<ComplaintId> {
        let listed = self.lab.documents.get(project).and_then(|list| list.first());
        let barcode = listed.map(|document| document.barcode.clone()).filter(|_| fault == Fault::MissingPage);
        let received = self.calendar.now();
        let about = Grievance { project, rolls, barcode, fault, words: words.to_owned(), received };
        match self.ask(&quality(), 10, Command::OpenComplaint { about })? {
            Answer::Complaint { complaint } => Some(complaint),
            _ => None,
        }
    }

    fn answer(&mut self, complaint: Option<ComplaintId>, how: Settlement, note: &str) {
        if let Some(complaint) = complaint {
            self.ask(&quality(), 15, Command::SettleComplaint { complaint, how, note: note.to_owned() });
        }
    }
}
