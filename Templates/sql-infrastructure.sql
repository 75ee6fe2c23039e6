-- What the infrastructure DAG keeps in each merge database and asks of it: which files were run here,
-- which roots are applied, what is out of the model. Run by run/pending.sql where it has changed.
begin isolation level read committed;
set local client_min_messages = warning;
do $$ begin perform pg_advisory_xact_lock(1685284718, 0); end $$;

create table if not exists dsgen.files (
  -- A slice as crm/s0003, or a file's path in the tree.
  path text primary key,
  fingerprint text not null,
  applied timestamptz not null default now()
);
comment on table dsgen.files is 'Which version of each slice and file of the rendered tree was run in this database.';

create table if not exists dsgen.roots (
  root text primary key,
  -- The schema of its state, in database terraform.
  schema_name text not null,
  -- Of what was applied last; null until a first apply has succeeded.
  fingerprint text,
  applied timestamptz,
  -- When it was first applied: sources run since then.
  since timestamptz
);
comment on table dsgen.roots is 'Which version of each Terraform root is applied.';

create table if not exists dsgen.connectors (
  connector text primary key,
  failing_since timestamptz not null default now(),
  restarts integer not null default 0,
  next_restart timestamptz not null default now(),
  trace text
);
comment on table dsgen.connectors is 'Connectors that have failed, and when they are restarted next.';

-- The files that the tree has and this database has not run: what = tables (a slice) or views (a workspace).
-- main: the database of all slices that say nothing else.
create or replace function dsgen.pending(index jsonb, what text, main text)
returns table (path text, file text, fingerprint text) language sql stable as $$
  select w.path, w.file, w.fingerprint from (
    select n.slice, 'sql/' || n.slice || '/tables.sql', s ->> 'fingerprint'
    from jsonb_array_elements(index -> 'slices') s,
      lateral (select substring(s ->> 'path' from '^manifest/(.*)[.]json$')) n(slice)
    where what = 'tables' and coalesce(s ->> 'database', main) = current_database()
    union all
    select f ->> 'path', f ->> 'path', f ->> 'hash' from jsonb_array_elements(index -> 'files') f
    where what = 'views' and f ->> 'path' like 'sql/workspaces/%'
  ) w(path, file, fingerprint)
  left join dsgen.files d on d.path = w.path
  where d.fingerprint is distinct from w.fingerprint
  order by w.path collate "C"
$$;

create or replace function dsgen.note_file(path text, fingerprint text) returns void language sql as $$
  insert into dsgen.files as f (path, fingerprint) values ($1, $2)
  on conflict (path) do update set fingerprint = excluded.fingerprint, applied = now()
$$;

-- Forgets the slices and workspaces that the tree has no more: their tables are out of the model from
-- now on, their views are dropped.
create or replace function dsgen.forget_files(index jsonb, what text, main text) returns void
language plpgsql as $$
declare
  known text[];
  old text;
begin
  if what = 'tables' then
    select array_agg(substring(s ->> 'path' from '^manifest/(.*)[.]json$')) into known
    from jsonb_array_elements(index -> 'slices') s where coalesce(s ->> 'database', main) = current_database();
    for old in select distinct t.slice from dsgen.tables t
      where t.slice not in (select unnest(known)) order by 1
    loop
      perform dsgen.note_slice(old, '{}', '{}', '{}');
      raise info '% is no longer in the model', old;
    end loop;
    delete from dsgen.files f where f.path not like 'sql/%' and f.path not in (select unnest(known));
  else
    select array_agg(f ->> 'path') into known from jsonb_array_elements(index -> 'files') f;
    for old in select distinct v.file from dsgen.views v
      where v.file not in (select unnest(known)) order by 1
    loop
      perform dsgen.drop_views(old, 'infinity');
      raise info '% is no longer in the model', old;
    end loop;
    delete from dsgen.files f where f.path like 'sql/workspaces/%' and f.path not in (select unnest(known));
  end if;
end $$;

-- Drops the views that a workspace's file made before a time, and has not made again since.
create or replace function dsgen.drop_views(file text, before timestamptz) returns void language plpgsql as $$
declare
  old dsgen.views;
begin
  for old in delete from dsgen.views v where v.file = $1 and v.made < before returning * loop
    execute format('drop view if exists %I.%I', old.schema_name, old.view_name);
  end loop;
end $$;

-- The roots to be applied: those that differ from what is applied. A slice's connectors fail for good
-- where they meet a table that lacks a column, so its root waits for its tables.
-- expanded: slices and the fingerprint of which the tables are, from all databases.
create or replace function dsgen.pending_roots(index jsonb, expanded text[])
returns table (root text, schema_name text, fingerprint text, waits boolean) language sql stable as $$
  select r ->> 'path', r ->> 'schema', r ->> 'fingerprint', s.wanted is not null and e.found is null
  from jsonb_array_elements(index -> 'roots') r
  left join (
    select x.slice, x.slice || ' ' || (i ->> 'fingerprint') as wanted from jsonb_array_elements(index -> 'slices') i,
      lateral (select substring(i ->> 'path' from '^manifest/(.*)[.]json$')) x(slice)
  ) s on s.slice = r ->> 'path'
  left join (select distinct unnest(expanded)) e(found) on e.found = s.wanted
  left join dsgen.roots d on d.root = r ->> 'path'
  where d.fingerprint is distinct from r ->> 'fingerprint' or d.schema_name is distinct from r ->> 'schema'
  order by (r ->> 'path') collate "C"
$$;

-- A root is known before its first apply: what that makes must be found again, however it ends.
create or replace function dsgen.begin_root(root text, schema_name text) returns void language sql as $$
  insert into dsgen.roots as r (root, schema_name) values ($1, $2)
  on conflict (root) do update set schema_name = excluded.schema_name, fingerprint = null
$$;

create or replace function dsgen.end_root(root text, fingerprint text) returns void language sql as $$
  update dsgen.roots r set fingerprint = $2, applied = now(), since = coalesce(r.since, now()) where r.root = $1
$$;

-- Whether something may be deleted whatever the budget is: `removals` of the Ecosystem name it, its slice,
-- its store, or the platform.
create or replace function dsgen.is_meant(dataset text, slice text, platform text, removals text[])
returns boolean language sql immutable as $$
  select dataset = any (removals) or slice = any (removals) or split_part(slice, '/', 1) = any (removals)
    or platform = any (removals)
$$;

-- The roots that the table knows and the tree lacks. The budget is of slices: what serves a whole store
-- goes with the last of them.
create or replace function dsgen.retired_roots(index jsonb, platform text, budget integer, removals text[])
returns table (root text, schema_name text) language plpgsql as $$
#variable_conflict use_column
declare
  surplus text[];
begin
  select coalesce(array_agg(r.root order by r.root), '{}') into surplus from dsgen.roots r
  where r.root not in (select i ->> 'path' from jsonb_array_elements(retired_roots.index -> 'roots') i)
    and r.root not like '%/source'
    and not coalesce(dsgen.is_meant(null, r.root, retired_roots.platform, removals), false);
  if cardinality(surplus) > budget then
    raise exception '% slices have left the model, and the budget delete_slices is %: no connector is destroyed.',
        cardinality(surplus), budget
      using detail = array_to_string(surplus[1:10], ', ') || case when cardinality(surplus) > 10 then ', …' else '' end,
      hint = format('If that is meant, the ecosystem''s owner names them: removals: [%s]. Else bring them back into the model.',
        array_to_string(surplus[1:3], ', '));
  end if;
  return query select r.root, r.schema_name from dsgen.roots r
    where r.root not in (select i ->> 'path' from jsonb_array_elements(retired_roots.index -> 'roots') i)
    order by r.root collate "C";
end $$;

-- Tables whose store was captured already when they joined, and whose rows nobody has asked for yet.
-- running: sources as store, tab, since when they run.
create or replace function dsgen.joined(running text[])
returns table (store text, source_table text, table_name text) language sql stable as $$
  select r.store, t.source_table, t.table_name
  from unnest(running) x(line),
    lateral (select split_part(x.line, E'\t', 1), split_part(x.line, E'\t', 2)::timestamptz) r(store, since)
  join dsgen.tables t on split_part(t.slice, '/', 1) = r.store
  where t.source_table is not null and t.asked is null and t.since > r.since
  order by 1, 2
$$;

-- Looks at what Kafka Connect says of its connectors; gives the paths that restart the failed ones whose
-- time has come. The first wait is 5 minutes, each further one twice as long, up to 6 hours.
create or replace function dsgen.watch_connectors(status jsonb, platform text) returns setof text
language plpgsql as $$
#variable_conflict use_column
begin
  create temporary table seen on commit drop as
  select c.key as connector, coalesce(
    (select t ->> 'trace' from jsonb_array_elements(c.value -> 'status' -> 'tasks') t
      where t ->> 'state' = 'FAILED' order by (t ->> 'id')::int limit 1),
    case when c.value -> 'status' -> 'connector' ->> 'state' = 'FAILED'
      then coalesce(c.value -> 'status' -> 'connector' ->> 'trace', '') end) as trace
  from jsonb_each(status) c where starts_with(c.key, platform || '.') and c.key ~ '^[A-Za-z0-9._-]+$';
  delete from dsgen.connectors d
  where not exists (select from pg_temp.seen s where s.connector = d.connector and s.trace is not null);
  insert into dsgen.connectors as d (connector, trace)
  select s.connector, left(s.trace, 2000) from pg_temp.seen s where s.trace is not null
  on conflict (connector) do update set trace = excluded.trace;
  drop table pg_temp.seen;
  return query
    with due as (
      update dsgen.connectors d set restarts = d.restarts + 1,
        next_restart = now() + least(interval '5 minutes' * 2 ^ least(d.restarts, 10), interval '6 hours')
      where d.next_restart <= now() returning d.connector
    )
    select format('connectors/%s/restart?includeTasks=true&onlyFailed=true', connector) from due order by 1;
end $$;

-- What is to be told of a connector that did not recover: told at a restart, from the third on.
create or replace function dsgen.failing_connectors(restarted text[]) returns setof text language sql stable as $$
  select format('%s has failed since %s and was restarted %s times; next at %s. %s', d.connector,
    to_char(d.failing_since at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'), d.restarts,
    to_char(d.next_restart at time zone 'UTC', 'HH24:MI "UTC"'), split_part(d.trace, E'\n', 1))
  from dsgen.connectors d
  where d.restarts >= 3
    and format('connectors/%s/restart?includeTasks=true&onlyFailed=true', d.connector) = any (restarted)
  order by d.connector
$$;

-- How much of a table waits in staging, and how large it is. A statement a table: each holds locks on
-- what it looks at.
create or replace function dsgen.measure(target text) returns void language sql as $$
  update dsgen.tables t set measured = now(),
    waiting = case when to_regclass(format('staging.%I', target)) is null then null else (
      select coalesce(sum(greatest(p.last - coalesce(greatest(p.upto, p.first - 1), p.first - 1), 0)), 0)
      from dsgen.partitions(target) p where p.last is not null) end,
    bytes = coalesce(pg_total_relation_size(to_regclass(format('staging.%I', target))), 0)
      + coalesce(pg_total_relation_size(to_regclass(format('merge.%I', target))), 0)
  where t.table_name = target
$$;

-- Every stream that has a row of metrics, by a look into the index for each.
create or replace function dsgen.measured_streams() returns setof text language sql stable as $$
  with recursive seen as (
    (select m.stream from dsgen.metrics m order by m.stream limit 1)
    union all
    select next.stream from seen,
      lateral (select m.stream from dsgen.metrics m where m.stream > seen.stream order by m.stream limit 1) next
  )
  select stream from seen
$$;

-- What an operator wants to see; and the end of metrics that are older than they are kept, but for the last
-- row of each stream.
create or replace function dsgen.collected(keep interval) returns setof text language plpgsql as $$
declare
  old bigint;
begin
  delete from dsgen.metrics m using dsgen.measured_streams() s(stream),
    lateral (select max(l.started) as started from dsgen.metrics l where l.stream = s.stream) last
  where m.stream = s.stream and m.started < least(now() - keep, last.started);
  get diagnostics old = row_count;
  return query select format('%s tables, %s, %s records wait; %s old rows of metrics are gone', count(*),
    pg_size_pretty(coalesce(sum(t.bytes), 0)), coalesce(sum(t.waiting), 0), old) from dsgen.tables t;
  return query
    select format('%s is %s since %s: %s', l.stream, l.state, to_char(l.started at time zone 'UTC',
      'YYYY-MM-DD HH24:MI "UTC"'), coalesce(l.hint, ''))
    from dsgen.measured_streams() s(stream),
      lateral (select m.* from dsgen.metrics m where m.stream = s.stream order by m.started desc limit 1) l
    where l.state <> 'committed' order by l.stream;
end $$;

-- Tables that are out of the model: reported; where `after` is set, moved to schema dsgen_trash after that
-- time, and dropped after as long again, though never before the longest time that any group ever asked to
-- keep them. More than the budget at once: nothing is done.
create or replace function dsgen.remove_unused(
  after interval, budget integer, removals text[], platform text) returns setof text
language plpgsql as $$
declare
  old record;
  surplus text[];
  place text;
begin
  create temporary table due on commit drop as
  select t.*, case
      when t.moved is null then t.out_since + after
      else greatest(t.moved + after, t.out_since + coalesce(r.longest, '0')) end as at,
    greatest(t.out_since, t.out_since + r.longest) as kept
  from dsgen.trash t left join dsgen.retentions r on r.table_name = t.table_name;
  select coalesce(array_agg(d.dataset order by d.dataset), '{}') into surplus from pg_temp.due d
  where d.at <= now() and not coalesce(dsgen.is_meant(d.dataset, d.slice, platform, removals), false);
  if cardinality(surplus) > budget then
    raise exception '% tables are out of the model and due, and the budget delete_tables is %: nothing is moved or dropped.',
        cardinality(surplus), budget
      using detail = array_to_string(surplus[1:10], ', ') || case when cardinality(surplus) > 10 then ', …' else '' end,
      hint = format('If that is meant, the ecosystem''s owner names them: removals: [%s].',
        array_to_string(surplus[1:3], ', '));
  end if;
  set local lock_timeout = '30s';
  for old in select * from pg_temp.due order by dataset, id loop
    place := left(old.id || '_' || old.table_name, 50);
    if old.at is null or old.at > now() then
      return next format('%s (table %s): out of the model since %s, %s', old.dataset,
        case when old.moved is null then 'merge.' || quote_ident(old.table_name)
          else 'dsgen_trash.' || quote_ident(place) end, old.out_since::date,
        case when after is null then 'stays (removal: report)'
          when old.moved is null then format('goes to the trash after %s', old.at::date)
          else format('is dropped after %s', old.at::date) end);
    elsif old.moved is null then
      perform dsgen.move_to_trash(old.table_name, place);
      update dsgen.trash t set moved = now() where t.id = old.id;
      return next format('%s: moved to dsgen_trash.%s', old.dataset, quote_ident(place));
    else
      begin
        execute format('drop table if exists dsgen_trash.%I, dsgen_trash.%I, dsgen_trash.%I', place,
          place || '__staging', place || '__output');
        delete from dsgen.trash t where t.id = old.id;
        return next format('%s: dsgen_trash.%s is dropped', old.dataset, quote_ident(place));
      exception when dependent_objects_still_exist then
        return next format('%s: dsgen_trash.%s cannot be dropped: others stand on it. Ask their owners to drop them: %s',
          old.dataset, quote_ident(place), dsgen.dependents(format('dsgen_trash.%I', place)::regclass));
      end;
    end if;
  end loop;
  drop table pg_temp.due;
end $$;

create or replace function dsgen.move_to_trash(target text, place text) returns void language plpgsql as $$
declare
  part record;
  found record;
begin
  -- With it what fills it: staging, or the table that a transformer writes.
  for part in select n.nspname as schema_name,
      place || case when n.nspname = 'merge' then '' when n.nspname = 'staging' then '__staging' else '__output' end as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relname = target::name and c.relkind = 'r'
      and (n.nspname in ('merge', 'staging') or n.nspname like '%\_\_output')
  loop
    -- Indexes go with their table; in the trash there may be others of their names.
    for found in select i.indexrelid::regclass as index, row_number() over (order by i.indexrelid) as number
      from pg_index i where i.indrelid = format('%I.%I', part.schema_name, target)::regclass
    loop
      execute format('alter index %s rename to %I', found.index, part.name || '.' || found.number);
    end loop;
    execute format('alter table %I.%I rename to %I', part.schema_name, target, part.name);
    execute format('alter table %I.%I set schema dsgen_trash', part.schema_name, part.name);
  end loop;
  -- A dataset of this name that comes later begins anew.
  delete from dsgen.applied a where a.table_name = target;
  delete from dsgen.marks m where m.staging = target;
  delete from dsgen.rewritten r where r.staging = target;
end $$;

-- The views on a table, with their owners.
create or replace function dsgen.dependents(target regclass) returns text language sql stable as $$
  select string_agg(distinct format('%s of %s', c.oid::regclass, pg_get_userbyid(c.relowner)), ', ')
  from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class c on c.oid = r.ev_class
  where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = target
$$;
commit;
