package main

import "context"

func pagePart(context.Context, *settings, *table) error  { return nil }
func startPart(context.Context, *settings, *table) error { return nil }
