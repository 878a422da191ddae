"""The administration: accounts, teams and sites, policies, the journal, and how the machine is doing."""
