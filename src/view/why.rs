//! Why a claim has its derived status, as a page and as JSON.

use crate::answer::evidence::{OriginGroup, by_origin, by_passage, origins_of};
use crate::answer::why::WhyFacts;
use crate::answer::{ClaimFacts, EvidenceAccount, PartyName, Side};
use crate::domain::corroboration::{Count, Root, RootLack, Roots};
use crate::domain::evidence::{About, Stance};
use crate::domain::status::{AttributionStatus, Derived, Status};
use crate::view::page::{Block, Line, Page, TreeNode};
use crate::view::role::Role;
use crate::view::words;
use crate::view::words::{reason, steps, verdict};
use crate::view::{claim, evidence};
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;

/// The JSON of `why`: reasons are sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The claim's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The status shown.
    pub status: Status,
    /// The derived status.
    pub derived_status: Derived,
    /// Why the evidence gives it, in a sentence.
    pub because: String,
    /// How many established independent origins the claim needs.
    pub needs_origins: u8,
    /// Whether the speaker said it; `None` if the claim names no speaker.
    pub attribution_status: Option<AttributionStatus>,
    /// Why, in a sentence.
    pub attribution_because: Option<String>,
    /// What else holds for the claim as a whole, in sentences: how many origins it needs and why, whether stakes matter, and
    /// what has no effect yet.
    pub notes: Vec<String>,
    /// The sources taken as retracted for this answer.
    pub without: Vec<String>,
    /// The supporting side.
    pub support: Side,
    /// The refuting side.
    pub refute: Side,
    /// The origins of its evidence, in the order in which the file first leads to them.
    pub origins: Vec<WhyOrigin>,
    /// The evidence rows, in the order of the file.
    pub rows: Vec<WhyRow>,
    /// The claims that count against it.
    pub counter_claims: Vec<String>,
    /// The sources any one of which, if retracted, would weaken the status.
    pub fragile_on: Vec<String>,
    /// What would change the status, the nearest first.
    pub next_steps: Vec<String>,
}

/// An origin: a source where the paths of lineage end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyOrigin {
    /// The source's id; for a circle of sources all ids, joined by ` = `.
    pub id: String,
    /// Whose word it is: its voice, else its publisher.
    pub word: Option<String>,
    /// Whether it counts as established.
    pub established: bool,
    /// What it is: established, or what keeps it from being so.
    pub nature: String,
}

/// What the engine found about an evidence row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyRow {
    /// The row's source.
    pub source: String,
    /// The line of the row's header, from 1.
    pub line: u32,
    /// Whose word the passage is, if it is not the source's own.
    pub voice: Option<PartyName>,
    /// The row's stance.
    pub stance: Stance,
    /// The question that the row answers.
    pub about: About,
    /// Whether it is one of the independent origins counted.
    pub counted: bool,
    /// Whether it is one of the established origins counted.
    pub established: bool,
    /// Why it does not count, if it could have.
    pub not_counted: Option<String>,
    /// The origins that it rests on. JSON lists the id of each.
    #[serde(serialize_with = "ids")]
    pub origins: Roots,
    /// What keeps it from being established, apart from its origins.
    pub lacks: Vec<String>,
    /// Whose side its sources take.
    pub interest: Option<String>,
    /// What else holds for it, in sentences.
    pub notes: Vec<String>,
}

fn ids<S: Serializer>(origins: &Roots, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(origins.iter().map(reason::root_id))
}

/// The answer in words.
#[must_use]
pub fn in_words(why: &WhyFacts) -> Why {
    let facts = &why.facts;
    let assessment = &facts.reasoning.assessment;
    Why {
        id: facts.claim.id.clone(),
        text: facts.claim.text.clone(),
        status: facts.claim.status,
        derived_status: assessment.derived,
        because: verdict::because(facts),
        needs_origins: facts.reasoning.needs_origins,
        attribution_status: assessment.attribution,
        attribution_because: verdict::attribution(facts),
        notes: notes(why),
        without: why.without.clone(),
        support: side(assessment.support),
        refute: side(assessment.refute),
        origins: origins_of(&facts.evidence)
            .into_iter()
            .map(|root| origin(why, root))
            .collect(),
        rows: facts
            .evidence
            .iter()
            .map(|row| row_of(facts, row))
            .collect(),
        counter_claims: facts.reasoning.counter_claims.clone(),
        fragile_on: facts.reasoning.fragile_on.clone(),
        next_steps: steps::next_steps(facts),
    }
}

/// What holds for the claim as a whole beside its status.
fn notes(why: &WhyFacts) -> Vec<String> {
    let rulings = why.facts.rulings.iter().filter(|ruling| ruling.pending);
    let retractions = why.retractions_to_come.iter();
    let mut notes = verdict::rules(&why.facts);
    notes.extend(rulings.map(verdict::pending_ruling));
    notes.extend(retractions.map(|(id, on)| verdict::pending_retraction(id, on)));
    notes
}

fn side(count: Count) -> Side {
    Side {
        possible: count.possible,
        established: count.established,
        items: count.items,
        at_least: count.at_least,
    }
}

fn row_of(facts: &ClaimFacts, row: &EvidenceAccount) -> WhyRow {
    WhyRow {
        source: row.source.clone(),
        line: row.line,
        voice: row.voice.clone(),
        stance: row.stance,
        about: row.about,
        counted: row.counted,
        established: row.established,
        not_counted: reason::not_counted(facts, row),
        origins: row.origins.clone(),
        lacks: reason::own_lacks(row),
        interest: row.interest.as_ref().map(reason::interest),
        notes: reason::notes(facts, row),
    }
}

/// An origin of the claim's evidence, in words.
fn origin(why: &WhyFacts, root: &Root) -> WhyOrigin {
    let id = reason::root_id(root);
    let nature = if why.facts.claim.article.as_ref() == Some(&id) {
        "the article under check".to_owned()
    } else {
        reason::nature(root, why.facts.stake_of(root))
    };
    WhyOrigin {
        word: why.words.get(&id).cloned(),
        established: root.lack.is_none(),
        nature,
        id,
    }
}

/// The page of an answer.
#[must_use]
pub fn page(why: &WhyFacts) -> Page {
    let facts = &why.facts;
    let mut page = Page(vec![
        Block::Title(claim::title(&facts.claim)),
        Block::Paragraph(Line::plain(&facts.claim.text)),
        Block::Paragraph(derived(why)),
    ]);
    page.0.extend(overruled(why).map(Block::Paragraph));
    for note in notes(why) {
        page.paragraph(Line::plain(note));
    }
    let rows = facts.evidence.iter();
    let trees = Trees {
        why,
        cited: rows.map(|row| row.source.as_str()).collect(),
    };
    let assessment = &facts.reasoning.assessment;
    let needs = facts.reasoning.needs_origins;
    page.part(
        heading("For", assessment.support, needs),
        trees.of(&[Stance::Supports]),
    );
    page.part(
        heading("Against", assessment.refute, needs),
        trees.of(&[Stance::Refutes]),
    );
    page.part(
        "Denied or disputed",
        trees.of(&[Stance::Denies, Stance::Disputes]),
    );
    page.part(
        "Qualifications and context",
        trees.of(&[Stance::Qualifies, Stance::Context]),
    );
    page.0.extend(attribution(&trees));
    let counters = facts.reasoning.counter_claims.iter();
    page.part(
        "Claims against it",
        Block::Items(counters.map(|id| Line::new(id, Role::Id)).collect()),
    );
    let fragile_on = facts.reasoning.fragile_on.iter();
    page.part(
        "Weaker without any one of these",
        Block::Items(fragile_on.map(|id| fragile(facts, id)).collect()),
    );
    let next_steps = steps::next_steps(facts);
    page.part(
        "What would change it",
        Block::Items(next_steps.into_iter().map(Line::plain).collect()),
    );
    page.shortened()
}

fn derived(why: &WhyFacts) -> Line {
    let given = if why.without.is_empty() {
        "Its evidence gives ".to_owned()
    } else {
        format!("Without {}, its evidence gives ", why.without.join(", "))
    };
    let derived = why.facts.reasoning.assessment.derived;
    let because = verdict::because(&why.facts);
    Line::plain(given)
        .and(derived.as_str(), derived.into())
        .then(format!(": {because}"))
}

/// That a ruling gives the claim another status than its evidence does.
fn overruled(why: &WhyFacts) -> Option<Line> {
    let (status, derived) = (
        why.facts.claim.status,
        why.facts.reasoning.assessment.derived,
    );
    (status != Status::from(derived) && why.without.is_empty()).then(|| {
        Line::plain("A person has ruled it ")
            .and(status.as_str(), status.into())
            .then(", and a ruling overrides the evidence.")
    })
}

/// Whether the speaker said it, why, and the rows about that alone.
fn attribution(trees: &Trees<'_>) -> Vec<Block> {
    let facts = &trees.why.facts;
    let said = facts.reasoning.assessment.attribution;
    let because = verdict::attribution(facts);
    let Some((said, because)) = said.zip(because) else {
        return Vec::new();
    };
    let status = Line::new(said.as_str(), said.into()).then(format!(": {because}"));
    let mut blocks = vec![
        Block::Heading(Line::plain("Did they say it?")),
        Block::Paragraph(status),
    ];
    let rows = facts.evidence.iter().filter(|row| !row.on_content);
    blocks.extend(Some(trees.drawn(rows)).filter(|trees| *trees != Block::Tree(Vec::new())));
    blocks
}

/// The heading of a side, with its counts.
fn heading(name: &str, side: Count, needs: u8) -> Line {
    let at_least = if side.at_least { "at least " } else { "" };
    let (possible, established) = (side.possible, side.established);
    let counts = format!(
        "  {at_least}{possible} independent, {established} of them established; {needs} established are needed"
    );
    Line::plain(name).and(counts, Role::Quiet)
}

/// Draws rows as trees by origin.
struct Trees<'a> {
    why: &'a WhyFacts,
    /// The ids of the sources that the claim cites.
    cited: BTreeSet<&'a str>,
}

/// The stances for or against a claim.
const SIDES: &[Stance] = &[
    Stance::Supports,
    Stance::Refutes,
    Stance::Denies,
    Stance::Disputes,
];

impl Trees<'_> {
    /// The rows about the content with these stances, in the order of the file.
    fn of(&self, stances: &[Stance]) -> Block {
        self.drawn(self.why.facts.content(stances))
    }

    /// These rows.
    fn drawn<'r>(&self, rows: impl Iterator<Item = &'r EvidenceAccount>) -> Block {
        let groups = by_origin(rows);
        Block::Tree(groups.iter().map(|group| self.tree(group)).collect())
    }

    /// One tree: the origins at its head, and below them the rows that come down to them.
    fn tree(&self, group: &OriginGroup<&EvidenceAccount>) -> TreeNode {
        let origins = group.origins.iter().map(|root| origin(self.why, root));
        let origins: Vec<WhyOrigin> = origins.collect();
        let pages = by_passage(&group.rows);
        if let [page] = pages.as_slice()
            && page.iter().any(|row| group.is_origin(row))
        {
            let mut node = self.page(page);
            let natures = origins.iter().map(|origin| Line::plain(nature(origin)));
            node.notes.extend(natures);
            return node;
        }
        let mut head = TreeNode::new(Line::new(evidence::name(group), Role::Id));
        if let [origin] = origins.as_slice() {
            let nature = format!("  {}", nature(origin));
            head.line = head.line.then(nature);
        } else {
            let note =
                |origin: &WhyOrigin| Line::plain(format!("{}: {}", origin.id, nature(origin)));
            head.notes = origins.iter().map(note).collect();
        }
        head.notes.extend(self.to_cite(group));
        head.children = pages.iter().map(|page| self.page(page)).collect();
        head
    }

    /// That the claim should cite the origin too, if its rows only repeat it.
    fn to_cite(&self, group: &OriginGroup<&EvidenceAccount>) -> Option<Line> {
        let root = group.origins.only()?;
        let is_citable = !matches!(root.lack, Some(RootLack::Unknown | RootLack::Circle))
            && self.why.facts.claim.article.as_deref() != Some(root.first())
            && !self.cited.contains(root.first())
            && group.rows.iter().any(|row| row.is_content(SIDES));
        is_citable.then(|| {
            let only = if group.rows.len() == 1 {
                "this only repeats"
            } else {
                "these only repeat"
            };
            Line::new(
                format!("cite `{}` as well: {only} it", root.first()),
                Role::Quiet,
            )
        })
    }

    /// Passages of one source: the one that counts for most, and the places of the others.
    fn page(&self, rows: &[&EvidenceAccount]) -> TreeNode {
        let strength = |row: &&&EvidenceAccount| (!row.counted, row.left_out.is_some());
        let Some(first) = rows.iter().min_by_key(strength) else {
            return TreeNode::default();
        };
        let mut node = self.row(first);
        let others = rows.iter().filter(|row| row.line != first.line);
        let lines: Vec<String> = others.map(|row| row.line.to_string()).collect();
        if !lines.is_empty() {
            let more = words::count(words::number(lines.len()), "more passage");
            let word = if lines.len() == 1 { "line" } else { "lines" };
            node.notes.push(Line::new(
                format!("{more} of it: {word} {}", words::few(&lines, ", ")),
                Role::Quiet,
            ));
        }
        node
    }

    fn row(&self, row: &EvidenceAccount) -> TreeNode {
        let role = if row.counted {
            Role::Plain
        } else {
            Role::Quiet
        };
        let interest = row.interest.as_ref().filter(|_| row.counted);
        let voice = row.speaks().map(|voice| {
            let paper = row.paper().map(|paper| format!(", in {}", paper.name));
            let paper = paper.unwrap_or_default();
            format!(", in the words of {}{paper}", voice.name)
        });
        let voice = voice.unwrap_or_default();
        TreeNode {
            line: Line::new(&row.source, Role::Id)
                .then(voice)
                .and(format!("  {}", self.result(row)), role),
            notes: interest
                .map(reason::interest)
                .into_iter()
                .chain(reason::notes(&self.why.facts, row))
                .map(Line::plain)
                .collect(),
            children: Vec::new(),
        }
    }

    /// Whether a row counts, and why or why not.
    fn result(&self, row: &EvidenceAccount) -> String {
        if row.counted && row.established {
            return "counts, established".to_owned();
        }
        if row.counted {
            let lacks = reason::own_lacks(row).join("; ");
            let colon = if lacks.is_empty() { "" } else { ": " };
            return format!("counts as possible{colon}{lacks}");
        }
        match reason::not_counted(&self.why.facts, row) {
            Some(why) => format!("not counted: {why}"),
            None => row.stance.as_str().to_owned(),
        }
    }
}

fn nature(origin: &WhyOrigin) -> String {
    match &origin.word {
        Some(word) => format!("{word}: {}", origin.nature),
        None => origin.nature.clone(),
    }
}

fn fragile(facts: &ClaimFacts, id: &str) -> Line {
    let command = format!("claimbook why {} --without {id}", facts.claim.id);
    Line::new(id, Role::Id)
        .then("  see: ")
        .and(command, Role::Command)
}
