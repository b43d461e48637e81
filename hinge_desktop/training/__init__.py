"""How it is practised: tempo, session, plan, gate, screening. Pure: no Qt, no SQL, no clock."""
