/** Listings as text, JSON and Markdown, and the report of an archive as a page. */
package io.github.pywar.app.report;
