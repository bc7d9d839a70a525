SELECT 1;
\echo it's
COPY a FROM STDIN;
1
\.
