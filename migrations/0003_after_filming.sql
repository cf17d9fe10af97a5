-- What happens to film after the camera: rework, development, acceptance; temp rolls that are placed, measured,
-- thrown away, lost and found; projects that are put away and come back.

-- A check cannot be changed where it stands, so the tables with new states are made anew around their rows.
drop index roll_by_stage;
drop index roll_by_temporary_id;
drop index attempt_one_running_for_a_roll;
drop index attempt_one_running_on_a_reel;
drop index attempt_by_reel;
drop index temp_roll_one_live_on_a_reel;
drop index temp_roll_by_stage;

alter table evidence rename to evidence_before;
alter table temp_roll rename to temp_roll_before;
alter table attempt rename to attempt_before;
alter table roll rename to roll_before;

create table roll (
    id bigint primary key,
    project bigint not null references project (id),
    plan bigint not null,
    film text not null check (film in ('16', '35')),
    ordinal bigint not null,
    temporary_id text not null,
    frames bigint not null check (frames > 0),
    segments text not null,
    waits_for text not null,
    stage text not null
        check (stage in ('planned', 'rework', 'filming', 'filmed', 'developed', 'accepted', 'cancelled')),
    attempt bigint,
    rework bigint,
    run bigint,
    since bigint not null,
    attempts bigint not null,
    revision bigint not null,
    unique (project, plan, film, ordinal),
    check ((stage in ('filming', 'filmed', 'developed', 'accepted')) = (attempt is not null)),
    check ((stage in ('developed', 'accepted')) = (run is not null)),
    check (stage <> 'rework' or rework is not null),
    check (stage in ('rework', 'filming') or rework is null)
);

insert into roll (id, project, plan, film, ordinal, temporary_id, frames, segments, waits_for, stage, attempt,
    since, attempts, revision)
select id, project, plan, film, ordinal, temporary_id, frames, segments, waits_for, stage, attempt,
    since, attempts, revision from roll_before;

create table attempt (
    id bigint primary key,
    roll bigint not null references roll (id),
    ordinal bigint not null,
    reel bigint not null references reel (id),
    temp_roll bigint,
    length_mm bigint not null,
    operator text not null,
    machine text not null,
    started bigint not null,
    files bigint not null,
    comparison text,
    course text not null check (course in ('running', 'confirmed', 'failed')),
    ended bigint,
    reason text,
    frames bigint,
    spent_mm bigint,
    rest text check (rest in ('untouched', 'kept', 'scrapped')),
    rest_mm bigint,
    rest_temp_roll bigint,
    counted bigint,
    unique (roll, ordinal)
);

insert into attempt (id, roll, ordinal, reel, temp_roll, length_mm, operator, machine, started, files, comparison,
    course, ended, reason, frames, spent_mm, rest, rest_mm, rest_temp_roll, counted)
select id, roll, ordinal, reel, temp_roll, length_mm, operator, machine, started, files, comparison,
    course, ended, reason, frames, spent_mm, rest, rest_mm, rest_temp_roll, counted from attempt_before;

create table temp_roll (
    id bigint primary key,
    reel bigint not null references reel (id),
    film text not null check (film in ('16', '35')),
    parent bigint not null references attempt (id),
    length_mm bigint not null check (length_mm > 0),
    correction_mm bigint not null,
    place text not null,
    since bigint not null,
    seen bigint,
    stage text not null check (stage in ('on_shelf', 'loaded', 'consumed', 'discarded', 'lost')),
    attempt bigint,
    reason text,
    unique (parent),
    check ((stage in ('loaded', 'consumed')) = (attempt is not null)),
    check ((stage in ('discarded', 'lost')) = (reason is not null))
);

insert into temp_roll (id, reel, film, parent, length_mm, correction_mm, place, since, stage, attempt)
select id, reel, film, parent, length_mm, 0, '', since, stage, attempt from temp_roll_before;

create table evidence (
    attempt bigint not null references attempt (id),
    position bigint not null,
    received bigint not null,
    name text not null,
    digest text not null,
    size bigint not null,
    packed text not null,
    primary key (attempt, position)
);

insert into evidence (attempt, position, received, name, digest, size, packed)
select attempt, position, received, name, digest, size, packed from evidence_before;

drop table evidence_before;
drop table temp_roll_before;
drop table attempt_before;
drop table roll_before;

create index roll_by_stage on roll (stage, id);
create index roll_by_temporary_id on roll (temporary_id);
-- A roll is in one camera at a time.
create unique index attempt_one_running_for_a_roll on attempt (roll) where course = 'running';
create unique index attempt_one_running_on_a_reel on attempt (reel) where course = 'running';
create index attempt_by_reel on attempt (reel);
-- What is left of a reel lies in one place, or should.
create unique index temp_roll_one_live_on_a_reel on temp_roll (reel) where stage in ('on_shelf', 'loaded', 'lost');
create index temp_roll_by_stage on temp_roll (stage, film, length_mm);

alter table project add column standing text not null default 'active'
    check (standing in ('active', 'archived', 'abandoned', 'deleted'));
alter table project add column standing_reason text;

-- A confirmed film that is rejected. One is open for a roll at a time.
create table rework (
    id bigint primary key,
    roll bigint not null references roll (id),
    attempt bigint not null references attempt (id),
    number bigint not null,
    choice text not null check (choice in ('keep', 'void')),
    cause text not null,
    note text not null,
    ordered bigint not null,
    ordered_by text not null,
    course text not null check (course in ('open', 'refilmed', 'dropped')),
    refilmed_by bigint references attempt (id),
    check ((course = 'refilmed') = (refilmed_by is not null)),
    unique (attempt)
);

create unique index rework_one_open_for_a_roll on rework (roll) where course = 'open';
create index rework_by_roll on rework (roll, id);

-- A run of the processor: films developed together.
create table run (
    id bigint primary key,
    rolls text not null,
    bath text not null,
    readings text not null,
    length_mm bigint not null,
    developed bigint not null,
    developed_by text not null,
    quarantine text not null check (quarantine in ('clear', 'held', 'released')),
    reason text,
    check ((quarantine = 'clear') = (reason is null))
);

-- Records written before they had these fields get the values that held all along.
update settings set body = replace(body, '},"sites":',
    ',"density":[100,120,140,160],"deliver_accepted_only":false},"sites":');
update plan set settings = substr(settings, 1, length(settings) - 1)
    || ',"density":[100,120,140,160],"deliver_accepted_only":false}';
update lab set counts = substr(counts, 1, length(counts) - 1) || ',"rework":0,"run":0}';
