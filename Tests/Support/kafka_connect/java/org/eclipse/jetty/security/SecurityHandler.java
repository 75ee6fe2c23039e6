package org.eclipse.jetty.security;

/**
 * Only so that Jetty's servlet handler links: the wheel that the jars come from has no
 * jetty-security 12. The worker is a test's, listens on loopback and uses no such security.
 */
public abstract class SecurityHandler extends org.eclipse.jetty.server.Handler.Wrapper { }
