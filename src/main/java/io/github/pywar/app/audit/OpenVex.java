package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of OpenVEX 0.2.0. The format has no field for an end, and allows no field of its own: the end is a line {@code
 * expires: DATE} in {@code status_notes}.
 *
 * @param name of the file
 */
record OpenVex(String name) {

    private static final Set<String> MUTING = Set.of("not_affected", "fixed");
    private static final Set<String> OTHERS = Set.of("affected", "under_investigation");
    private static final Pattern EXPIRES = Pattern.compile("(?im)^\\s*+expires:([^\\n]*+)$");

    List<VexStatement> statements(JsonNode document) {
        List<VexStatement> statements = new ArrayList<>();
        for (JsonNode one : document.path("statements")) {
            statements.add(statement(one, document, name + ", statement " + (statements.size() + 1)));
        }
        return statements;
    }

    private static VexStatement statement(JsonNode json, JsonNode document, String origin) {
        String status = json.path("status").asText("");
        if (!MUTING.contains(status) && !OTHERS.contains(status)) {
            throw UserException.of("`" + status + "` is not a status of OpenVEX\n    from: " + origin)
                    .hint("use `not_affected`, `affected`, `fixed` or `under_investigation`");
        }
        String reason = reason(json, status, origin);
        return new VexStatement(
                ids(json.path("vulnerability")),
                products(json.path("products")),
                MUTING.contains(status),
                reason,
                expires(json, origin),
                VexDocument.time(
                        json.path("last_updated"),
                        json.path("timestamp"),
                        document.path("last_updated"),
                        document.path("timestamp")),
                origin);
    }

    private static String reason(JsonNode json, String status, String origin) {
        String justification = json.path("justification").asText("");
        String impact = json.path("impact_statement").asText("");
        if (status.equals("not_affected") && justification.isBlank() && impact.isBlank()) {
            throw UserException.of("A statement `not_affected` has no reason\n    from: " + origin)
                    .hint("add a `justification` or an `impact_statement`: OpenVEX requires one of them");
        }
        return String.join(
                ": ",
                List.of(status, justification, impact).stream()
                        .filter(text -> !text.isBlank())
                        .toList());
    }

    private static Set<String> ids(JsonNode vulnerability) {
        Set<String> ids = new TreeSet<>();
        if (vulnerability.isTextual()) {
            ids.add(vulnerability.asText());
        }
        ids.add(vulnerability.path("name").asText(""));
        vulnerability.path("aliases").forEach(alias -> ids.add(alias.asText("")));
        ids.remove("");
        return ids;
    }

    private static List<VexStatement.Product> products(JsonNode products) {
        List<VexStatement.Product> read = new ArrayList<>();
        for (JsonNode product : products) {
            List<PackageUrlText> parts = new ArrayList<>();
            product.path("subcomponents").forEach(part -> url(part).ifPresent(parts::add));
            boolean isUnderstood = parts.size() == product.path("subcomponents").size();
            url(product).filter(url -> isUnderstood).ifPresent(url -> read.add(new VexStatement.Product(url, parts)));
        }
        return read;
    }

    private static Optional<PackageUrlText> url(JsonNode component) {
        String id = component.isTextual()
                ? component.asText()
                : component.path("@id").asText("");
        return PackageUrlText.parse(component.path("identifiers").path("purl").asText(""))
                .or(() -> PackageUrlText.parse(id));
    }

    private static Optional<LocalDate> expires(JsonNode json, String origin) {
        Matcher line = EXPIRES.matcher(json.path("status_notes").asText(""));
        return line.find() ? Optional.of(VexDocument.date(line.group(1), origin)) : Optional.empty();
    }
}
