"""What crosses layers: an import, the nightly pass, the sample office. Plain functions for the app, the command and tests."""
