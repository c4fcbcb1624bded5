package io.github.pywar.app.audit;

import java.util.OptionalDouble;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/** Score of a CVSS vector of version 2, 3.0, 3.1 or 4.0. */
final class CvssScore {

    /** Longer texts are not vectors: one with all metrics of version 4.0 has 250 characters. */
    private static final int LONGEST = 1_000;

    private CvssScore() {}

    /** Returns the score, from 0.0 to 10.0; empty if the text is not a vector of a known version. */
    static OptionalDouble of(String vector) {
        if (vector.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        try {
            Cvss parsed = Cvss.fromVector(vector.strip());
            if (parsed == null) {
                return OptionalDouble.empty();
            }
            double score = parsed.calculateScore().getBaseScore();
            return Double.isNaN(score) ? OptionalDouble.empty() : OptionalDouble.of(score);
        } catch (MalformedVectorException | IllegalArgumentException other) {
            return OptionalDouble.empty();
        }
    }
}
