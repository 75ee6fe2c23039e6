-- What all merges of a platform share: its schemas, the tables that say how far each stream has come,
-- and the functions that tables.sql and merge.sql call. Run by both where it is not there yet.
begin isolation level read committed;
set local client_min_messages = warning;
do $$ begin perform pg_advisory_xact_lock(1685284718, 0); end $$;

create schema if not exists staging;
create schema if not exists merge;
create schema if not exists dsgen;
create schema if not exists dsgen_trash;

create table if not exists dsgen.streams (
  stream text primary key,
  batch bigint not null default 0,
  -- Of the last batch; strictly growing, the milestones of what it changed.
  batch_time timestamptz not null default '-infinity',
  -- Where a pull by watermark goes on: rows from here on have not been merged.
  high text
);
comment on table dsgen.streams is 'A row a stream: its last batch.';

create table if not exists dsgen.marks (
  staging text not null,
  topic text not null,
  partition integer not null,
  id integer generated always as identity unique,
  -- Marks of this table with a lower number are from before a resync.
  since integer not null,
  -- The first and the last offset that are in staging and merged; pending: those of this batch end here.
  first bigint not null,
  upto bigint not null,
  pending bigint not null,
  primary key (staging, topic, partition)
);
comment on table dsgen.marks is 'A row a partition that fills a staging table: how far it is merged.';

create table if not exists dsgen.rewritten (
  staging text not null,
  topic text not null,
  partition integer not null,
  position bigint not null,
  seen timestamptz not null default now(),
  primary key (staging, topic, partition)
);
comment on table dsgen.rewritten is 'Partitions that gave an offset a second time, with another record.';

create table if not exists dsgen.metrics (
  stream text not null,
  batch bigint not null,
  state text not null,
  started timestamptz not null,
  finished timestamptz not null default clock_timestamp(),
  read bigint,
  inserted bigint,
  updated bigint,
  deleted bigint,
  -- From the oldest change of the batch in its source to the end of the merge.
  latency interval,
  -- What to do, where state is stopped or failed.
  hint text
);
create index if not exists metrics_stream on dsgen.metrics (stream, started);
comment on table dsgen.metrics is 'A row a batch: committed, stopped (with a hint) or failed.';

create table if not exists dsgen.applied (
  table_name text not null,
  fingerprint text not null,
  current boolean not null,
  at timestamptz not null default now(),
  primary key (table_name, fingerprint)
);
comment on table dsgen.applied is 'Which schemas each table has had; the current one among them.';

create table if not exists dsgen.views (
  schema_name text not null,
  view_name text not null,
  -- The file that makes it, and when it last did.
  file text,
  made timestamptz not null default now(),
  primary key (schema_name, view_name)
);
comment on table dsgen.views is 'The views that dsgen has made and may drop while it changes a table.';

create table if not exists dsgen.tables (
  table_name text primary key,
  -- As crm.orders, and crm/s0003.
  dataset text not null,
  slice text not null,
  -- Where the store is captured: the table in the source, as sales.orders.
  source_table text,
  since timestamptz not null default now(),
  -- When its rows were asked for, since it joined a source that was running.
  asked timestamptz,
  -- As the metrics collector found it: records in staging that are not merged, bytes on disk.
  waiting bigint,
  bytes bigint,
  measured timestamptz
);
create index if not exists tables_slice on dsgen.tables (slice);
comment on table dsgen.tables is 'A row a dataset of the model: its table in schemas staging and merge.';

create table if not exists dsgen.trash (
  id integer generated always as identity primary key,
  table_name text not null,
  dataset text not null,
  slice text not null,
  out_since timestamptz not null default now(),
  -- Since when it is in schema dsgen_trash, where its name begins with its id.
  moved timestamptz
);
comment on table dsgen.trash is 'Tables that no dataset of the model has any more.';

create table if not exists dsgen.retentions (
  table_name text primary key,
  longest interval not null
);
comment on table dsgen.retentions is 'The longest time that any group ever asked a table to be kept.';

-- A connector that writes an offset again with another record has been given a new topic.
create or replace function dsgen.rewritten() returns trigger language plpgsql as $$
begin
  insert into dsgen.rewritten (staging, topic, partition, position)
  values (tg_table_name, new.__connect_topic, new.__connect_partition, new.__connect_offset)
  on conflict do nothing;
  return new;
end $$;

-- How a type of a column may grow: from -> to, without a loss. rewrite: every row is written anew.
create or replace function dsgen.widening(old text, new text) returns text language plpgsql immutable as $$
declare
  o text[] := regexp_match(old, '^([a-z ]+?)(?:\((\d+)(?:,(\d+))?\))?((?:\[\])?)$');
  n text[] := regexp_match(new, '^([a-z ]+?)(?:\((\d+)(?:,(\d+))?\))?((?:\[\])?)$');
  op int := o[2]; os int := coalesce(o[3]::int, 0); np int := n[2]; ns int := coalesce(n[3]::int, 0);
  digits int;
begin
  if old = new then return 'same'; end if;
  if o is null or n is null or o[4] <> n[4] then return 'other'; end if;
  if o[1] = n[1] and o[1] in ('character varying', 'numeric') then
    if np is null or (op is not null and np - ns >= op - os and ns >= os) then
      return case when o[4] = '' and ns = os then 'wider' else 'rewrite' end;
    end if;
    if op is null or (op - os >= np - ns and os >= ns) then return 'narrower'; end if;
    return 'other';
  end if;
  if o[1] = 'character' and n[1] = 'character' then
    return case when np >= op then 'rewrite' else 'narrower' end;
  end if;
  if n[1] in ('text', 'character varying') and o[1] in ('text', 'character varying', 'character', 'bpchar') then
    if np is null or (op is not null and np >= op) then
      return case when o[1] in ('text', 'character varying') and o[4] = '' then 'wider' else 'rewrite' end;
    end if;
    return case when o[1] in ('text', 'character varying') then 'narrower' else 'other' end;
  end if;
  digits := case o[1] when 'smallint' then 5 when 'integer' then 10 when 'bigint' then 19 end;
  if n[1] = 'numeric' and digits <= coalesce(np - ns, 1000) then return 'rewrite'; end if;
  if (o[1], n[1]) in (('smallint', 'integer'), ('smallint', 'bigint'), ('integer', 'bigint'),
      ('smallint', 'real'), ('smallint', 'double precision'), ('integer', 'double precision'),
      ('real', 'double precision'), ('date', 'timestamp without time zone')) then
    return 'rewrite';
  end if;
  if (n[1], o[1]) in (('smallint', 'integer'), ('smallint', 'bigint'), ('integer', 'bigint'),
      ('real', 'double precision')) then
    return 'narrower';
  end if;
  return 'other';
end $$;

-- Alters a table. Views of dsgen's own that stand on it are dropped, made again and granted again, in
-- this transaction; a view of anybody else stops it.
create or replace function dsgen.alter_table(target regclass, changes text) returns void language plpgsql as $$
declare
  found record;
  made text[] := '{}';
  command text;
begin
  for found in
    with recursive above as (
      select r.ev_class as view, 1 as level from pg_depend d join pg_rewrite r on r.oid = d.objid
      where d.classid = 'pg_rewrite'::regclass and d.refclassid = 'pg_class'::regclass
        and d.refobjid = target and r.ev_class <> target
      union
      select r.ev_class, a.level + 1 from above a
      join pg_depend d on d.refobjid = a.view and d.refclassid = 'pg_class'::regclass
        and d.classid = 'pg_rewrite'::regclass
      join pg_rewrite r on r.oid = d.objid and r.ev_class <> a.view
    )
    select c.oid, n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner) as owner, c.relacl,
      pg_get_viewdef(c.oid) as definition, obj_description(c.oid, 'pg_class') as comment,
      exists (select from dsgen.views v where v.schema_name = n.nspname and v.view_name = c.relname)
        as own
    from (select view, max(level) as level from above group by view) a
    join pg_class c on c.oid = a.view join pg_namespace n on n.oid = c.relnamespace
    order by a.level desc, c.oid
  loop
    if not found.own then
      raise exception 'Table % cannot change while % %.% of % stands on it.', target,
        case found.relkind when 'm' then 'the materialized view' else 'the view' end,
        quote_ident(found.nspname), quote_ident(found.relname), quote_ident(found.owner)
        using hint = format('Ask its owner to drop it; what it needs: alter table %s %s. Then run this again.',
          target, changes);
    end if;
    execute format('drop view %I.%I', found.nspname, found.relname);
    made := array[format('create view %I.%I as %s', found.nspname, found.relname, found.definition)]
      || case when found.comment is null then '{}' else
        array[format('comment on view %I.%I is %L', found.nspname, found.relname, found.comment)] end
      || coalesce((
        select array_agg(format('grant %s on %I.%I to %s', a.privilege_type, found.nspname, found.relname,
          case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end))
        from aclexplode(found.relacl) a where a.grantee <> a.grantor), '{}')
      || made;
  end loop;
  execute format('alter table %s %s', target, changes);
  foreach command in array made loop
    execute command;
  end loop;
end $$;

-- Adds the columns that a table lacks and widens those that are too narrow; never drops or narrows.
-- What writes every row of a table with rows anew is done only where dsgen.rewrite says so.
create or replace function dsgen.expand(schema_name text, table_name text, names text[], types text[], key text[])
returns void language plpgsql as $$
declare
  target regclass := format('%I.%I', schema_name, table_name);
  changes text[] := '{}';
  wanted record;
  found text;
  how text;
  filled boolean;
begin
  for wanted in
    select w.name::name as name, w.type, format_type(a.atttypid, a.atttypmod) as old, a.attnum as number
    from unnest(names, types) w(name, type)
    left join pg_attribute a on a.attrelid = target and a.attname = w.name::name and not a.attisdropped
  loop
    if wanted.number is null then
      changes := changes || format('add column %I %s', wanted.name, wanted.type);
      continue;
    end if;
    how := dsgen.widening(wanted.old, wanted.type);
    if how in ('same', 'narrower') then continue; end if;
    if how = 'other' then
      raise exception 'Column % of % is %, and cannot become % without a loss.', quote_ident(wanted.name),
        target, wanted.old, wanted.type
        using hint = 'Declare a new column, or a dataset of another name, and move the readers to it.';
    end if;
    if how = 'rewrite' and coalesce(current_setting('dsgen.rewrite', true), '') <> 'on' then
      execute format('select exists (select from %s)', target) into filled;
      if filled then
        raise exception 'Column % of % would become % in place of %: every row is written anew, and nobody reads the table meanwhile.',
          quote_ident(wanted.name), target, wanted.type, wanted.old
          using hint = 'Choose the hour, then run tables.sql with PGOPTIONS="-c dsgen.rewrite=on".';
      end if;
    end if;
    changes := changes || format('alter column %I type %s', wanted.name, wanted.type);
  end loop;
  select string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum)) into found
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = target and i.indisprimary;
  select string_agg(quote_ident(k::name), ', ' order by n) into how from unnest(key) with ordinality k(k, n);
  if found is distinct from how then
    raise exception 'The key of % is (%), and the model says (%).', target, found, how
      using hint = 'Rows of the one cannot be told by the other: give the dataset another name (`as`), and move the readers to it.';
  end if;
  if changes = '{}' then return; end if;
  set local lock_timeout = '30s';
  perform dsgen.alter_table(target, array_to_string(changes, ', '));
  reset lock_timeout;
  raise info '%: %', target, array_to_string(changes, ', ');
end $$;

-- Whether a table must be brought to a schema. A merge does so only with a schema that the table never
-- had: one that it had and left belongs to an older file.
create or replace function dsgen.is_behind(target text, wanted text, merging boolean)
returns boolean language sql stable as $$
  select case when merging then count(*) = 0 else coalesce(not bool_or(current), true) end
  from dsgen.applied where table_name = target and fingerprint = wanted
$$;

-- One change of a table at a time.
create or replace function dsgen.lock_table(target text) returns void language sql as $$
  select pg_advisory_xact_lock(1685284718, hashtext('table ' || target))
$$;

create or replace function dsgen.note_applied(target text, wanted text) returns void language plpgsql as $$
begin
  update dsgen.applied set current = false where table_name = target and current;
  insert into dsgen.applied (table_name, fingerprint, current) values (target, wanted, true)
  on conflict (table_name, fingerprint) do update set current = true, at = now();
end $$;

-- The tables of a slice are these. Those that it had and has no more are out of the model from now on;
-- one that comes back before it was moved to the trash goes on where it was.
-- sources: of a captured store the tables in the source, else nulls.
create or replace function dsgen.note_slice(slice text, datasets text[], tables text[], sources text[])
returns void language plpgsql as $$
#variable_conflict use_column
begin
  with gone as (
    delete from dsgen.tables t where t.slice = note_slice.slice and t.table_name <> all (tables) returning *
  )
  insert into dsgen.trash (table_name, dataset, slice) select table_name, dataset, slice from gone;
  insert into dsgen.tables as t (table_name, dataset, slice, source_table)
  select w.name, w.dataset, note_slice.slice, w.source from unnest(tables, datasets, sources) w(name, dataset, source)
  on conflict (table_name) do update
    set dataset = excluded.dataset, slice = excluded.slice, source_table = excluded.source_table;
  delete from dsgen.trash r where r.moved is null and r.table_name = any (tables);
end $$;

-- A group asks that these tables are kept so long.
create or replace function dsgen.note_retention(tables text[], wanted interval) returns void language sql as $$
  insert into dsgen.retentions as r (table_name, longest) select distinct t, wanted from unnest(tables) t
  on conflict (table_name) do update set longest = greatest(r.longest, excluded.longest)
$$;

-- The partitions that fill a staging table, each by a few looks into its key: never a scan of it.
create or replace function dsgen.partitions(staging text)
returns table (topic text, partition integer, first bigint, last bigint, id integer, old_first bigint,
  upto bigint, is_there boolean)
language plpgsql stable as $$
begin
  return query execute format($query$
    with recursive seen as (
      (select __connect_topic, __connect_partition from staging.%1$I
        order by __connect_topic, __connect_partition limit 1)
      union all
      select next.__connect_topic, next.__connect_partition from seen, lateral (
        select s.__connect_topic, s.__connect_partition from staging.%1$I s
        where (s.__connect_topic, s.__connect_partition) > (seen.__connect_topic, seen.__connect_partition)
        order by s.__connect_topic, s.__connect_partition limit 1) next
    )
    select coalesce(p.__connect_topic, m.topic), coalesce(p.__connect_partition, m.partition),
      (select min(__connect_offset) from staging.%1$I s
        where s.__connect_topic = p.__connect_topic and s.__connect_partition = p.__connect_partition),
      (select max(__connect_offset) from staging.%1$I s
        where s.__connect_topic = p.__connect_topic and s.__connect_partition = p.__connect_partition),
      m.id, m.first, m.upto,
      exists (select from staging.%1$I s where s.__connect_topic = m.topic
        and s.__connect_partition = m.partition and s.__connect_offset = m.upto)
    from seen p
    full join (select * from dsgen.marks where staging = %2$L) m
      on m.topic = p.__connect_topic and m.partition = p.__connect_partition
    order by 1, 2
  $query$, staging, staging);
end $$;

-- Begins a batch of a stream: takes its lock, looks what has arrived, and where nothing has, or
-- something is wrong, says so.
-- run: there is something to merge; expand: its tables lack what this file needs; stop: the message with which the stream ends; note: one for the log.
create or replace function dsgen.start(
  stream text, tables text[], fingerprints text[], staged boolean, transactions text default null,
  out run boolean, out expand boolean, out stop text, out note text, out at timestamptz, out batch bigint,
  out high text)
language plpgsql as $$
#variable_conflict use_column
declare
  target text;
  found record;
  news boolean := not staged;
  reason text;
  known boolean;
begin
  perform pg_advisory_xact_lock(1685284718, hashtext(start.stream));
  run := false;
  expand := false;
  note := '';
  if exists (select from unnest(tables, fingerprints) w(t, f) join dsgen.applied a
      on a.table_name = w.t and a.fingerprint = w.f and not a.current) then
    note := format('superseded: %s has moved on to a newer schema than this file has; nothing is merged.', stream);
    return;
  end if;
  expand := exists (select from unnest(tables, fingerprints) w(t, f)
    where not exists (select from dsgen.applied a where a.table_name = w.t and a.fingerprint = w.f));
  if expand then return; end if;
  if staged then
    foreach target in array tables || transactions loop
      continue when target is null;
      known := exists (select from dsgen.marks m where m.staging = target);
      for found in select * from dsgen.partitions(target) loop
        reason := case
          when found.id is null and known
            then 'was not there before: the topic has been repartitioned or replaced'
          when found.id is null then null
          -- Nothing of it is merged yet.
          when found.upto < found.old_first then null
          when not found.is_there and found.last is null
            then format('was merged up to offset %s, and staging has no record of it any more', found.upto)
          when not found.is_there
            then format('was merged up to offset %s, and staging has not that record any more, but others up to %s: the topic has been created again, or staging restored', found.upto, found.last)
          when found.first < found.old_first
            then format('gives offset %s, below %s where it began: the topic has been created again', found.first, found.old_first)
          end;
        if reason is null then
          select format('gave offset %s a second time, with another record: the topic has been created again', r.position)
          into reason from dsgen.rewritten r
          where r.staging = target and r.topic = found.topic and r.partition = found.partition;
        end if;
        if reason is not null then
          stop := format('Stream %s stops: partition %s of topic %s %s. Nothing is merged and nothing is lost: resync table %s as docs/resync.md says.',
            stream, found.partition, found.topic, reason, target);
          insert into dsgen.metrics (stream, batch, state, started, hint)
          select start.stream, coalesce((select s.batch from dsgen.streams s where s.stream = start.stream), 0),
            'stopped', now(), stop;
          run := false;
          return;
        end if;
        if found.id is null then
          insert into dsgen.marks (staging, topic, partition, since, first, upto, pending)
          values (target, found.topic, found.partition, 0, found.first, found.first - 1, found.last);
          news := true;
        elsif found.last > found.upto then
          update dsgen.marks m set pending = found.last where m.id = found.id;
          news := true;
        end if;
      end loop;
      if not known then
        update dsgen.marks m set since = (select min(o.id) from dsgen.marks o where o.staging = target)
        where m.staging = target and m.since = 0;
      end if;
    end loop;
  end if;
  if news and transactions is not null then
    note := coalesce(dsgen.hold_incomplete(tables, transactions), '');
    news := exists (select from dsgen.marks m where m.staging = any (tables) and m.pending > m.upto);
  end if;
  perform set_config('dsgen.transactions', coalesce(transactions, ''), true);
  if not news then
    note := format('%s: nothing new', stream) || coalesce('; ' || nullif(note, ''), '');
    return;
  end if;
  insert into dsgen.streams as s (stream, batch, batch_time) values (start.stream, 1, clock_timestamp())
  on conflict (stream) do update
    set batch = s.batch + 1, batch_time = greatest(clock_timestamp(), s.batch_time + interval '1 microsecond')
  returning s.batch_time, s.batch, coalesce(s.high, '') into at, batch, high;
  perform set_config('dsgen.read', '0', true), set_config('dsgen.oldest', '', true),
    set_config('dsgen.gone', '0', true), set_config('work_mem', '64MB', true), set_config('jit', 'off', true),
    set_config('dsgen.before', (select sum(pg_stat_get_xact_tuples_inserted(t.oid))::text || ' '
      || sum(pg_stat_get_xact_tuples_updated(t.oid)) || ' ' || sum(pg_stat_get_xact_tuples_deleted(t.oid))
      from unnest(tables) n join pg_class t on t.relname = n and t.relnamespace = 'merge'::regnamespace), true);
  run := true;
end $$;

-- Of a store that is consistent as a whole: ends the batch before the first transaction, in the order of
-- their ends, that is not in staging with all of its changes. Rows of a snapshot belong to none.
-- Gives what the batch waits for, or null.
create or replace function dsgen.hold_incomplete(tables text[], transactions text) returns text
language plpgsql as $$
declare
  arrived text := $q$ from dsgen.marks m join staging.%1$I s on s.__connect_topic = m.topic
    and s.__connect_partition = m.partition and s.__connect_offset > m.upto
    and s.__connect_offset <= m.pending where m.staging = %1$L $q$;
  target text;
  cut bigint;
begin
  perform set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true);
  create temporary table arrived (txid bigint, changes bigint) on commit drop;
  foreach target in array tables loop
    execute format('insert into pg_temp.arrived select s."__source_txId", count(*)' || arrived
      || 'and s.__op is distinct from ''r'' group by 1', target);
  end loop;
  -- What went into the source's signal table has no status.
  execute format('insert into pg_temp.arrived select s."__source_txId", count(*)' || arrived
    || 'and s.status is null group by 1', transactions);
  create temporary table marked (txid bigint, status text, changes bigint, at bigint) on commit drop;
  execute format('insert into pg_temp.marked select split_part(s.id, '':'', 1)::bigint, s.status, '
    's.event_count, s.__connect_offset' || arrived || 'and s.status is not null', transactions);
  perform set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
    set_config('enable_mergejoin', 'on', true);
  analyze pg_temp.arrived, pg_temp.marked;
  select min(m.at) into cut from pg_temp.marked m
  left join (select txid, sum(changes) as changes from pg_temp.arrived group by txid) a on a.txid = m.txid
  left join (select txid, sum(changes) as changes from pg_temp.marked where status = 'END' group by txid) e
    on e.txid = m.txid
  where e.txid is null or (m.status = 'END' and e.changes <> coalesce(a.changes, 0));
  delete from pg_temp.marked m where m.status <> 'END' or m.at >= cut;
  foreach target in array tables loop
    execute format('update dsgen.marks o set pending = x.first - 1 from (select m.id, min(s.__connect_offset) as first'
      || arrived || 'and s.__op is distinct from ''r'' and not exists (select from pg_temp.marked c '
      'where c.txid = s."__source_txId") group by m.id) x where o.id = x.id', target);
  end loop;
  update dsgen.marks m set pending = cut - 1 where m.staging = transactions and cut <= m.pending;
  drop table pg_temp.arrived, pg_temp.marked;
  return format('%s waits for the rest of a transaction, at offset %s', transactions, cut);
end $$;

-- Whether records of a table wait for this batch. They are read by the key, from mark to mark.
create or replace function dsgen.has_news(target text) returns boolean language plpgsql as $$
begin
  perform set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true);
  return exists (select from dsgen.marks m where m.staging = target and m.pending > m.upto);
end $$;

-- Looks at the batch that has just been read.
-- large: the columns that a source leaves out where an update does not touch them; unknown: what it
-- sends in their place.
create or replace function dsgen.ready(target text, key text[], large text[], unknown text[])
returns void language plpgsql as $$
declare
  oldest bigint;
  rows bigint;
begin
  perform set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
    set_config('enable_mergejoin', 'on', true);
  execute format('analyze pg_temp.batch (%s)', (select string_agg(quote_ident(k), ', ') from unnest(key) k));
  select count(*), min(__time) into rows, oldest from pg_temp.batch;
  perform set_config('dsgen.read', (current_setting('dsgen.read')::bigint + rows)::text, true),
    set_config('dsgen.oldest', coalesce(least(nullif(current_setting('dsgen.oldest'), '')::bigint, oldest)::text, ''), true);
  if large <> '{}' then perform dsgen.fill(target, key, large, unknown); end if;
  -- Rows that are merged already are looked up by their keys, in the batch's order: what a merge costs
  -- depends on the batch, not on the table.
  perform set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true);
end $$;

-- The same for a batch that has nothing but rows.
create or replace function dsgen.ready() returns void language plpgsql as $$
begin
  analyze pg_temp.batch;
  perform set_config('dsgen.read', (current_setting('dsgen.read')::bigint
    + (select count(*) from pg_temp.batch))::text, true);
end $$;

-- Puts into the batch what its last records left out: the last value that an earlier record of the
-- batch has, else the one that is merged already.
create or replace function dsgen.fill(target text, key text[], large text[], unknown text[])
returns void language plpgsql as $$
declare
  keys text;
  named text;
  missing text;
  found boolean;
  milestoned boolean;
begin
  select string_agg(format('%I = %L', c, u), ' or ') into missing from unnest(large, unknown) l(c, u);
  execute format('select exists (select from pg_temp.batch where not __gone and (%s))', missing) into found;
  if not found then return; end if;
  -- Staging may hold a key as text.
  select string_agg(format('s.%I::%s', k, format_type(a.atttypid, -1)), ', ' order by n),
    string_agg(format('s.%I::%s as k%s', k, format_type(a.atttypid, -1), n), ', ' order by n)
  into keys, named from unnest(key) with ordinality l(k, n)
  join pg_attribute a on a.attrelid = format('merge.%I', target)::regclass and a.attname = k::name;
  execute format(
    'update pg_temp.batch b set %1$s from (select %9$s, %3$s from dsgen.marks m join staging.%4$I s '
    'on s.__connect_topic = m.topic and s.__connect_partition = m.partition '
    'and s.__connect_offset > m.upto and s.__connect_offset <= m.pending '
    'where m.staging = %4$L and s.__deleted is distinct from ''true'' '
    'and (%2$s) in (select %5$s from pg_temp.batch where not __gone and (%6$s)) group by %2$s) x '
    'where not b.__gone and (%7$s) = (%8$s)',
    (select string_agg(format('%1$I = case when b.%1$I = %2$L and x.%3$I is not null then x.%3$I[1] else b.%1$I end',
      c, u, 'v' || n), ', ') from unnest(large, unknown) with ordinality l(c, u, n)),
    keys,
    (select string_agg(format('array_agg(s.%1$I order by s.__source_lsn desc nulls last, s.__connect_offset desc) '
      'filter (where s.%1$I is distinct from %2$L) as %3$I', c, u, 'v' || n), ', ')
      from unnest(large, unknown) with ordinality l(c, u, n)),
    target,
    (select string_agg(quote_ident(k), ', ') from unnest(key) k), missing,
    (select string_agg(format('b.%I', k), ', ') from unnest(key) k),
    (select string_agg(format('x.k%s', n), ', ') from unnest(key) with ordinality l(k, n)),
    named);
  select exists (select from pg_attribute a where a.attrelid = format('merge.%I', target)::regclass
    and a.attname = 'dp_out' and not a.attisdropped) into milestoned;
  execute format('update pg_temp.batch b set %s from merge.%I t where not b.__gone and (%s) and (%s) = (%s)%s',
    (select string_agg(format('%1$I = case when b.%1$I = %2$L then %3$s else b.%1$I end', c, u,
      format(case when a.atttypid = 'bytea'::regtype then 't.%I' else 't.%I::text' end, c)), ', ')
      from unnest(large, unknown) l(c, u)
      join pg_attribute a on a.attrelid = format('merge.%I', target)::regclass and a.attname = l.c::name),
    target,
    (select string_agg(format('b.%I = %L', c, u), ' or ') from unnest(large, unknown) l(c, u)),
    (select string_agg(format('t.%I', k), ', ') from unnest(key) k),
    (select string_agg(format('b.%I', k), ', ') from unnest(key) k),
    case when milestoned then ' and t.dp_out is null' else '' end);
  execute format('select exists (select from pg_temp.batch where not __gone and (%s))', missing) into found;
  if found then
    raise exception 'Table %: an update leaves a large value as it was, but no earlier record has the row.', target
      using hint = format('Rows are missing: resync table %s as docs/resync.md says.', target);
  end if;
end $$;

-- How many open versions a milestoned merge has closed for good.
create or replace function dsgen.note_gone(rows bigint) returns void language sql as $$
  select set_config('dsgen.gone', (current_setting('dsgen.gone')::bigint + rows)::text, true)
$$;

-- A milestoned merge knows its changes: those that open no version are gone for good. The versions that
-- they close are looked up one by one, by their places.
create or replace function dsgen.found_changes(rows bigint) returns void language sql as $$
  select dsgen.note_gone(rows), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true)
$$;

create or replace function dsgen.opened_versions(rows bigint) returns void language sql as $$
  select dsgen.note_gone(-rows), set_config('enable_hashjoin', 'on', true),
    set_config('enable_mergejoin', 'on', true)
$$;

-- Ends a batch: moves the marks, writes the metrics, and says what was done.
create or replace function dsgen.finish(
  stream text, tables text[], milestoned boolean, high text, keep interval) returns text
language plpgsql as $$
#variable_conflict use_column
declare
  before bigint[] := string_to_array(current_setting('dsgen.before'), ' ');
  gone bigint := current_setting('dsgen.gone');
  made bigint[];
  finished timestamptz := clock_timestamp();
  old dsgen.streams;
  target text;
begin
  select array[sum(pg_stat_get_xact_tuples_inserted(t.oid)) - before[1],
    sum(pg_stat_get_xact_tuples_updated(t.oid)) - before[2],
    sum(pg_stat_get_xact_tuples_deleted(t.oid)) - before[3]] into made
  from unnest(tables) n join pg_class t on t.relname = n and t.relnamespace = 'merge'::regnamespace;
  -- Versions that were closed and opened again are updates.
  if milestoned then made := array[made[1] - (made[2] - gone), made[2] - gone, gone]; end if;
  update dsgen.marks m set upto = m.pending
  where m.staging = any (tables || current_setting('dsgen.transactions')) and m.pending > m.upto;
  update dsgen.streams s set high = coalesce(finish.high, s.high) where s.stream = finish.stream
  returning * into old;
  insert into dsgen.metrics (stream, batch, state, started, finished, read, inserted, updated, deleted, latency)
  values (finish.stream, old.batch, 'committed', now(), finished, current_setting('dsgen.read')::bigint,
    made[1], made[2], made[3],
    finished - to_timestamp(nullif(current_setting('dsgen.oldest'), '')::bigint / 1e6));
  if keep is not null then
    foreach target in array tables loop
      perform dsgen.clean(target, keep);
    end loop;
  end if;
  return format('%s: batch %s: %s inserted, %s updated, %s deleted', stream, old.batch, made[1], made[2], made[3]);
end $$;

-- Removes merged records that are older than they are kept, at most 10,000 a partition at once. The
-- record at the mark stays: by it a topic that was created again is known.
create or replace function dsgen.clean(target text, keep interval) returns void language plpgsql as $$
declare
  mark dsgen.marks;
  last bigint;
begin
  for mark in select * from dsgen.marks m where m.staging = target order by m.topic, m.partition loop
    execute format(
      'select max(x) from (select s.__connect_offset as x, s.__staged_at from staging.%I s '
      'where s.__connect_topic = $1 and s.__connect_partition = $2 and s.__connect_offset < $3 '
      'order by s.__connect_offset limit 10000) o where __staged_at < now() - $4', target)
    into last using mark.topic, mark.partition, mark.upto, keep;
    continue when last is null;
    execute format('delete from staging.%I where __connect_topic = $1 and __connect_partition = $2 '
      'and __connect_offset <= $3', target) using mark.topic, mark.partition, last;
    update dsgen.marks m set first = last + 1 where m.id = mark.id;
  end loop;
end $$;

-- What to do about an error of PostgreSQL.
create or replace function dsgen.advice(code text) returns text language sql immutable as $$
  select case
    when code like '22%' or code = '42804' then
      'A value of the source does not fit its column: widen the column in the model, or have the source mend it.'
    when code = '23502' then 'A row has no value in its key: the source must mend it, or the model name another key.'
    when code like '23%' then 'Rows break a constraint of the table: compare its key with the source''s.'
    when code = '42501' then 'The login lacks a right: grant what the message names.'
    when code like '42%' or code = '3F000' then
      'A table or column is not what the file expects: run the infrastructure DAG, then this task again.'
    when code = '53100' then 'A disk is full: enlarge the volume of PostgreSQL.'
    when code in ('53200', '53300') or code = '54000' then
      'The server has no more memory or connections: lower the pool''s slots, or give the server more.'
    when code in ('55P03', '57014', '40P01', '40001') then
      'Something else held the table for too long: the task is tried again; see pg_stat_activity.'
    when code like '08%' then 'The source could not be reached: see its address, its login and the network policy.'
    when code like '57P%' then 'The server went away: the task is tried again.'
    else 'The log of the task has the statement; nothing of the batch is merged, and the task is tried again.'
  end
$$;

-- After a merge has failed: a row of metrics that says what was wrong and what to do. A merge that stopped
-- by itself has written its own.
-- error: what psql said, with VERBOSITY verbose; took: seconds.
create or replace function dsgen.note_failure(stream text, took integer, error text) returns text
language plpgsql as $$
declare
  found text[] := regexp_match(error, '(?:ERROR|FATAL|PANIC): +([0-9A-Z]{5}): ([^\n]*)');
  hint text := coalesce(found[2], left(trim(error), 500)) || ' '
    -- A hint of PostgreSQL's own guesses at the statement, which is not the operator's to change.
    || coalesce(case when found[1] = 'P0001' then substring(error from '\nHINT: +([^\n]*)') end,
      dsgen.advice(found[1]));
begin
  if found[2] like 'Stream % stops: %' then return found[2]; end if;
  insert into dsgen.metrics (stream, batch, state, started, hint)
  select $1, coalesce((select s.batch from dsgen.streams s where s.stream = $1), 0), 'failed',
    now() - make_interval(secs => took), hint;
  return hint;
end $$;

create or replace function dsgen.stop(message text) returns void language plpgsql as $$
begin
  raise exception '%', message;
end $$;

-- Forgets how far a staging table is merged, and empties it: what comes next is all of the source.
create or replace function dsgen.resync(target text) returns text language plpgsql as $$
begin
  execute format('lock table staging.%I in access exclusive mode', target);
  execute format('truncate staging.%I', target);
  delete from dsgen.marks m where m.staging = target;
  delete from dsgen.rewritten r where r.staging = target;
  return format('Staging table %s is empty and has no marks. Now have the source send all rows again.', target);
end $$;

-- After the source has sent all rows again and they are merged: removes, or closes, what it did not send.
create or replace function dsgen.resync_finish(target text) returns text language plpgsql as $$
declare
  key text[];
  milestoned boolean;
  same text;
  rows bigint;
  at timestamptz := clock_timestamp();
begin
  if exists (select from dsgen.partitions(target) p where p.upto is null or p.upto < p.last)
    or not exists (select from dsgen.marks m where m.staging = target) then
    raise exception 'Table % is not merged yet.', target
      using hint = 'Run its merge first; what has not been merged would be taken for gone.';
  end if;
  select array_agg(a.attname::text) into key
  from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
  where i.indrelid = format('merge.%I', target)::regclass and i.indisprimary;
  milestoned := 'dp_in' = any (key);
  select string_agg(format('s.%1$I::%2$s = t.%1$I', a.attname, format_type(a.atttypid, -1)), ' and ') into same
  from unnest(key) k join pg_attribute a on a.attrelid = format('merge.%I', target)::regclass and a.attname = k::name
  where k <> 'dp_in';
  if milestoned then
    execute format('update merge.%1$I t set dp_out = greatest($1, t.dp_in + interval ''1 microsecond'') '
      'where t.dp_out is null and not exists (select from staging.%1$I s where %2$s)', target, same) using at;
  else
    execute format('delete from merge.%1$I t where not exists (select from staging.%1$I s where %2$s)', target, same);
  end if;
  get diagnostics rows = row_count;
  return format('Table %s: %s rows that the source no longer has are %s.', target, rows,
    case when milestoned then 'closed' else 'deleted' end);
end $$;

-- Before a view is made: a view that has other columns than it shall have is dropped, since a view can
-- only gain columns at its end.
create or replace function dsgen.note_view(schema_name text, view_name text, columns text[])
returns void language plpgsql as $$
declare
  found text[];
begin
  select array_agg(a.attname::text order by a.attnum) into found
  from pg_attribute a where a.attrelid = to_regclass(format('%I.%I', schema_name, view_name)) and a.attnum > 0;
  if found is not null and found <> columns::name[]::text[] then
    execute format('drop view %I.%I', schema_name, view_name);
  end if;
  insert into dsgen.views as v (schema_name, view_name, file, made)
  values (schema_name, view_name, nullif(current_setting('dsgen.file', true), ''), clock_timestamp())
  on conflict on constraint views_pkey do update set file = coalesce(excluded.file, v.file), made = excluded.made;
end $$;

-- After the views of a workspace are made: drops those that dsgen made before and makes no more.
create or replace function dsgen.drop_old_views(wanted text, kept text[]) returns void language plpgsql as $$
declare
  old dsgen.views;
begin
  for old in delete from dsgen.views v where v.schema_name = wanted
    and not exists (select from unnest(kept) k where k = v.view_name) returning * loop
    execute format('drop view if exists %I.%I', old.schema_name, old.view_name);
  end loop;
end $$;

-- A role that people and programs are made members of; it cannot log in.
create or replace function dsgen.make_role(name text) returns void language plpgsql as $$
begin
  if not exists (select from pg_roles r where r.rolname = make_role.name) then
    execute format('create role %I nologin', name);
  end if;
end $$;

create or replace function dsgen.version_1() returns void language sql as 'select';
commit;
