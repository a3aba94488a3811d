import { final } from './error-kind.js';

/** Of a shop's files, those that are imported and those that are made up. */
export const shopErrors = {
  'path-missing': final('What is to be imported does not exist.'),
  'nothing-to-import': final('The folder holds none of the canonical files.'),
  'file-ambiguous': final('A folder holds one canonical file both plain and packed.'),
  'file-unknown': final('The first line is that of no canonical file.'),
  'file-not-text': final('The file is not text in UTF-8.'),
  'file-unreadable': final('The file cannot be opened, read or unpacked.'),
  'column-missing': final('The first line does not name a required column.'),
  'column-repeated': final('The first line names a column twice.'),
  'rejects-file-taken': final('The file for rejected rows exists and is something else.'),
  'rejects-file-unwritable': final('The file for rejected rows cannot be written.'),
  'bad-sample-shop-size': final('A sample shop is asked for in a size that it cannot have.'),
  'bad-start-date': final("The sample shop's first day is not a day."),
};
