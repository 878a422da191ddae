"""The API: the same tables for programs, with tokens in an officer's stead; docs/web/api.md says it all."""
