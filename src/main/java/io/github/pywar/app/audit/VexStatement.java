package io.github.pywar.app.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Statement of a VEX document about a vulnerability in a product.
 *
 * @param ids of the vulnerability
 * @param products to which it applies
 * @param isMuting whether the product is not affected, or has a fix
 * @param reason for people
 * @param expires last day on which it mutes; empty: it has no end
 * @param time when it was made
 * @param origin the document and the number of the statement
 */
record VexStatement(
        Set<String> ids,
        List<Product> products,
        boolean isMuting,
        String reason,
        Optional<LocalDate> expires,
        Instant time,
        String origin) {

    /**
     * Product of a statement.
     *
     * @param parts packages in the product to which the statement applies; empty: all
     */
    record Product(PackageUrlText url, List<PackageUrlText> parts) {

        Product {
            parts = List.copyOf(parts);
        }

        private boolean covers(AuditedPackage one, PackageUrlText application) {
            if (url.isOf(one)) {
                return true;
            }
            return url.includes(application)
                    && (parts.isEmpty() || parts.stream().anyMatch(part -> part.isOf(one)));
        }
    }

    VexStatement {
        ids = Set.copyOf(ids);
        products = List.copyOf(products);
    }

    /** Returns whether the statement is about one of the ids, in a package of the application. */
    boolean applies(Set<String> found, AuditedPackage one, PackageUrlText application) {
        return ids.stream().anyMatch(found::contains)
                && products.stream().anyMatch(product -> product.covers(one, application));
    }

    boolean isExpired(LocalDate today) {
        return expires.filter(today::isAfter).isPresent();
    }
}
