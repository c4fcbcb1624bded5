/** URLs, and the users and passwords in them: parsed, kept by URL prefix or host, and redacted in all texts. */
package io.github.pywar.base.url;
