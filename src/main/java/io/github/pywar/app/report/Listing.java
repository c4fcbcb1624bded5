package io.github.pywar.app.report;

import java.util.List;

/** Result of a goal that the user reads, or that a program reads. */
public interface Listing {

    /** Returns the lines for the log. */
    List<String> text();

    /** Returns the document for programs: JSON in canonical form. */
    byte[] json();

    /** Returns the lines for a comment on a merge request: Markdown as GitLab and GitHub read it. */
    List<String> markdown();
}
