ALTER TABLE "post_item" ADD COLUMN "nature" TEXT CHECK (nature in ('bounced', 'delayed', 'automatic'));
