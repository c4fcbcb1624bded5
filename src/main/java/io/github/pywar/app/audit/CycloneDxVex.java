package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reader of the vulnerabilities in a CycloneDX document, 1.4 or later. The end of a statement is the property {@code
 * pywar:expires} of the vulnerability.
 *
 * @param name of the file
 */
record CycloneDxVex(String name) {

    private static final Set<String> MUTING =
            Set.of("not_affected", "false_positive", "resolved", "resolved_with_pedigree");

    private static final String EXPIRES = "pywar:expires";

    List<VexStatement> statements(JsonNode document) {
        Map<String, String> urls = new HashMap<>();
        collect(document.path("metadata").path("component"), urls);
        document.path("components").forEach(component -> collect(component, urls));
        List<VexStatement> statements = new ArrayList<>();
        for (JsonNode one : document.path("vulnerabilities")) {
            String origin = name + ", vulnerability " + (statements.size() + 1);
            statements.add(statement(one, document, urls, origin));
        }
        return statements;
    }

    private static void collect(JsonNode component, Map<String, String> urls) {
        urls.put(component.path("bom-ref").asText(""), component.path("purl").asText(""));
        component.path("components").forEach(part -> collect(part, urls));
    }

    private static VexStatement statement(JsonNode json, JsonNode document, Map<String, String> urls, String origin) {
        JsonNode analysis = json.path("analysis");
        String state = analysis.path("state").asText("");
        List<VexStatement.Product> products = new ArrayList<>();
        for (JsonNode one : json.path("affects")) {
            product(one.path("ref").asText(""), urls)
                    .ifPresent(url -> products.add(new VexStatement.Product(url, List.of())));
        }
        List<String> reasons = List.of(
                state,
                analysis.path("justification").asText(""),
                analysis.path("detail").asText(""));
        return new VexStatement(
                ids(json),
                products,
                MUTING.contains(state),
                String.join(
                        ": ", reasons.stream().filter(text -> !text.isBlank()).toList()),
                expires(json, origin),
                VexDocument.time(
                        analysis.path("lastUpdated"),
                        analysis.path("firstIssued"),
                        json.path("updated"),
                        document.path("metadata").path("timestamp")),
                origin);
    }

    private static Set<String> ids(JsonNode json) {
        Set<String> ids = new TreeSet<>(Set.of(json.path("id").asText("")));
        json.path("references").forEach(one -> ids.add(one.path("id").asText("")));
        ids.remove("");
        return ids;
    }

    /** A reference is that of a component in this document, a BOM-Link to one in another document, or a package URL. */
    private static Optional<PackageUrlText> product(String ref, Map<String, String> urls) {
        String local = ref.startsWith("urn:cdx:") && ref.contains("#")
                ? URLDecoder.decode(ref.substring(ref.indexOf('#') + 1).replace("+", "%2B"), StandardCharsets.UTF_8)
                : ref;
        return PackageUrlText.parse(urls.getOrDefault(local, "")).or(() -> PackageUrlText.parse(local));
    }

    private static Optional<LocalDate> expires(JsonNode json, String origin) {
        for (JsonNode property : json.path("properties")) {
            if (property.path("name").asText("").equals(EXPIRES)) {
                return Optional.of(VexDocument.date(property.path("value").asText(""), origin));
            }
        }
        return Optional.empty();
    }
}
