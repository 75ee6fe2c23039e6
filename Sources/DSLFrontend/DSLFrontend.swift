// DSLFrontend
