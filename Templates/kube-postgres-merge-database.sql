-- A merge database; the pipelines' role is the server's first role and owns it.
select format('create database %I', :'database')
where not exists (select from pg_database where datname = :'database') \gexec
