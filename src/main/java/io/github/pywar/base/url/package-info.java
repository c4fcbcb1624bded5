/**
 * URLs as people write them, and the users and passwords in them: read, kept by place, and shown nowhere. Whoever has a
 * URL to print comes here first.
 */
package io.github.pywar.base.url;
