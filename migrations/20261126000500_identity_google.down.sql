drop table google_attempt;
drop table identity_link;
