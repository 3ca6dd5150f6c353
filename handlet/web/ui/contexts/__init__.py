"""What each screen is given: frozen values, already worded. One module an area; templates read them and compute nothing."""
