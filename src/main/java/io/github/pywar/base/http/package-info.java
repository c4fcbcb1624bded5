/**
 * HTTP as this product needs it: bounded GETs with retries, proxies, an extra bundle of certificates, and no credential
 * in anything that is printed. Apache HttpClient does the work; it is loaded at the first request, not before.
 */
package io.github.pywar.base.http;
