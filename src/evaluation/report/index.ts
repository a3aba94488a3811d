/** An evaluation as a page that works offline. */
export { reportPage } from './report-page.js';
