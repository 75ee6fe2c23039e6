package org.eclipse.jetty.security;

/** An empty stand-in, see {@link SecurityHandler}. */
public interface Authenticator { }
