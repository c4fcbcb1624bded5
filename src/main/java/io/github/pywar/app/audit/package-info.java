/**
 * Audit of the packages of an archive or a lock: known vulnerabilities and malware by records in the OSV format, exceptions
 * by VEX documents, and licences. No class here queries a service.
 */
package io.github.pywar.app.audit;
