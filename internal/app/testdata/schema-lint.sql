-- Lint of the catalogue (check C1); the placement of a table stands in its comment, written by Migrate.
WITH t AS (
  SELECT c.oid, c.relname, coalesce(substring(obj_description(c.oid,'pg_class') FROM 'placement: *(\w+)'),'?') AS pl
  FROM pg_class c JOIN pg_namespace n ON n.oid=c.relnamespace
  WHERE n.nspname='public' AND c.relkind IN ('r','p') AND NOT c.relispartition AND c.relname NOT LIKE 'river\_%' AND c.relname NOT LIKE 'goose\_%'),
cty AS (SELECT a.attrelid, a.attnum, a.atttypid, a.attnotnull FROM pg_attribute a JOIN t ON t.oid=a.attrelid WHERE a.attname='county_id' AND NOT a.attisdropped)
SELECT rule, obj FROM (
  SELECT 'placement not declared' rule, relname::text obj FROM t WHERE pl NOT IN ('county','reference','local')
  UNION ALL SELECT 'county table without county_id BIGINT NOT NULL', relname FROM t LEFT JOIN cty ON cty.attrelid=t.oid WHERE pl='county' AND (cty.attnum IS NULL OR cty.atttypid<>'int8'::regtype OR NOT cty.attnotnull)
  UNION ALL SELECT 'county table without primary key', relname FROM t WHERE pl='county' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid=t.oid AND i.indisprimary)
  UNION ALL SELECT 'unique key does not begin with county_id', i.indexrelid::regclass::text FROM t JOIN pg_index i ON i.indrelid=t.oid AND i.indisunique LEFT JOIN cty ON cty.attrelid=t.oid WHERE pl='county' AND i.indkey[0] IS DISTINCT FROM cty.attnum
  UNION ALL SELECT 'index does not begin with county_id (slow, not wrong)', i.indexrelid::regclass::text FROM t JOIN pg_index i ON i.indrelid=t.oid AND NOT i.indisunique JOIN pg_class ic ON ic.oid=i.indexrelid JOIN pg_am am ON am.oid=ic.relam AND am.amname='btree' LEFT JOIN cty ON cty.attrelid=t.oid WHERE pl='county' AND i.indkey[0] IS DISTINCT FROM cty.attnum
  UNION ALL SELECT 'foreign key between county tables does not pair county_id with county_id', f.conname FROM pg_constraint f JOIN t a ON a.oid=f.conrelid JOIN t b ON b.oid=f.confrelid WHERE f.contype='f' AND a.pl='county' AND b.pl='county'
     AND NOT EXISTS (SELECT 1 FROM unnest(f.conkey,f.confkey) k(x,y) JOIN cty ca ON ca.attrelid=a.oid AND ca.attnum=k.x JOIN cty cb ON cb.attrelid=b.oid AND cb.attnum=k.y)
  UNION ALL SELECT 'foreign key from reference/local to county table', f.conname FROM pg_constraint f JOIN t a ON a.oid=f.conrelid JOIN t b ON b.oid=f.confrelid WHERE f.contype='f' AND a.pl<>'county' AND b.pl='county'
  UNION ALL SELECT 'ON DELETE/UPDATE SET NULL or SET DEFAULT on a county table', f.conname FROM pg_constraint f JOIN t a ON a.oid=f.conrelid WHERE f.contype='f' AND a.pl='county' AND (f.confdeltype IN ('n','d') OR f.confupdtype IN ('n','d','c'))
  UNION ALL SELECT 'exclusion constraint without county_id WITH =', f.conname FROM pg_constraint f JOIN t ON t.oid=f.conrelid LEFT JOIN cty ON cty.attrelid=t.oid WHERE f.contype='x' AND pl='county' AND (cty.attnum IS NULL OR NOT cty.attnum = ANY (f.conkey))
  UNION ALL SELECT 'trigger on a county or reference table', g.tgname||' on '||t.relname FROM pg_trigger g JOIN t ON t.oid=g.tgrelid WHERE NOT g.tgisinternal AND pl<>'local'
  UNION ALL SELECT 'rule on a table', r.rulename||' on '||t.relname FROM pg_rewrite r JOIN t ON t.oid=r.ev_class
  UNION ALL SELECT 'serial/identity on a county table (ids come from the program)', t.relname||'.'||a.attname FROM t JOIN pg_attribute a ON a.attrelid=t.oid AND a.attnum>0 LEFT JOIN pg_attrdef d ON d.adrelid=a.attrelid AND d.adnum=a.attnum WHERE pl='county' AND (a.attidentity<>'' OR pg_get_expr(d.adbin,d.adrelid) LIKE 'nextval%')
  UNION ALL SELECT 'volatile default on a county table', t.relname||'.'||a.attname FROM t JOIN pg_attribute a ON a.attrelid=t.oid JOIN pg_attrdef d ON d.adrelid=a.attrelid AND d.adnum=a.attnum WHERE pl='county' AND a.attgenerated='' AND pg_get_expr(d.adbin,d.adrelid) ~* '(random|clock_timestamp|gen_random_uuid)\('
) z
