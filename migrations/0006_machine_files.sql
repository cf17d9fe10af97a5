-- Files of the machine that belong to no attempt, what speaks against them, and film numbers of the time before.

-- A check cannot be changed where it stands, so the table with new kinds is made anew around its rows.
drop index holding_one_number_for_a_roll;
drop index holding_one_number_for_an_attempt;
drop index holding_by_state;
drop index holding_of_project;
drop index holding_with_an_end;

alter table holding rename to holding_before;

create table holding (
    number bigint primary key,
    series bigint not null references series (digit),
    kind text not null
        check (kind in ('returned', 'reserved', 'bound', 'issued', 'void', 'earlier', 'skipped')),
    roll bigint,
    attempt bigint,
    reason text,
    purpose text,
    project bigint,
    until_at bigint,
    replaced_by bigint,
    earlier text,
    since bigint not null,
    held_by text not null,
    entry bigint not null,
    check (kind <> 'issued' or (roll is not null and attempt is not null)),
    check (kind <> 'bound' or attempt is not null),
    check (kind not in ('returned', 'void', 'skipped') or reason is not null),
    check ((kind = 'earlier') = (earlier is not null))
);

insert into holding (number, series, kind, roll, attempt, reason, purpose, project, until_at, replaced_by,
    since, held_by, entry)
select number, series, kind, roll, attempt, reason, purpose, project, until_at, replaced_by,
    since, held_by, entry from holding_before;

drop table holding_before;

create unique index holding_one_number_for_a_roll on holding (roll) where kind = 'issued';
create unique index holding_one_number_for_an_attempt on holding (attempt) where kind = 'bound';
create index holding_by_state on holding (series, kind, number);
create index holding_of_project on holding (project, kind) where project is not null;
create index holding_with_an_end on holding (until_at) where kind = 'reserved';

create index evidence_by_digest on evidence (digest);

create table machine_file (
    id bigint primary key,
    number text not null,
    class text not null check (class in ('production', 'legacy', 'test', 'mistyped')),
    kind text not null check (kind in ('log', 'descriptor', 'handoff', 'unreadable')),
    told text not null,
    attempt bigint references attempt (id),
    received bigint not null,
    received_by text not null,
    name text not null,
    digest text not null,
    size bigint not null,
    packed text not null,
    unique (digest, name)
);

create index machine_file_by_number on machine_file (number, id);
create index machine_file_by_attempt on machine_file (attempt) where attempt is not null;

create table finding (
    id bigint primary key,
    number text not null,
    kind text not null,
    matter text not null,
    raised bigint not null,
    course text not null check (course in ('open', 'settled')),
    resolution text,
    note text,
    settled bigint,
    settled_by text,
    check ((course = 'settled') = (resolution is not null and note is not null and settled is not null
        and settled_by is not null))
);

create index finding_by_course on finding (course, kind, id);
create index finding_by_number on finding (number, id);

-- Records written before they had these fields get the values that held all along.
update lab set counts = substr(counts, 1, length(counts) - 1) || ',"machine_file":0,"finding":0}';
