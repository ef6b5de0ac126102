-- Which one of its series a bulletin is: given when it is frozen, beside the number of the whole site.
ALTER TABLE "bulletin" ADD COLUMN "issue_number" INTEGER NULL;
