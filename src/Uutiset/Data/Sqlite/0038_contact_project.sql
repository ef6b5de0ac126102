-- Who tells more tells it of a project, as who writes does
alter table article_contact add column project text;
