package io.github.pywar.app.spec;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.requirement.Requirement;

/**
 * A requirement and where it was written.
 *
 * @param origin for messages
 */
public record Wanted(Requirement requirement, SourceLocation origin) {

    /** @throws SyntaxException where the text is no requirement, with its place */
    static Wanted parse(String text, SourceLocation origin) {
        try {
            return new Wanted(Requirement.parse(text), origin);
        } catch (SyntaxException e) {
            throw e.at(origin);
        }
    }

    /** @return one that the POM or the command line has */
    public static Wanted ofPom(String text) {
        return parse(text, SourceLocation.of("<requirements>"));
    }

    @Override
    public String toString() {
        return requirement + " (" + origin + ")";
    }
}
