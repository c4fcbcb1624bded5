/**
 * HTTP client: bounded GET requests with retries, proxies and an additional bundle of certificates. No message contains a
 * credential. It uses Apache HttpClient, which is loaded at the first request.
 */
package io.github.pywar.base.http;
