"""Signing in by OpenID Connect: any provider by its address, with the authorization code and PKCE."""
