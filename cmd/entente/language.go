package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"entente/act"
	"entente/phrase"
)

// language is the value of --lang.
type language string

func (l *language) String() string { return string(*l) }
func (l *language) Type() string   { return "language" }

func (l *language) Set(code string) error {
	if !slices.Contains(phrase.Languages, code) {
		return fmt.Errorf("it is one of %s", act.List(nil, phrase.Languages))
	}
	*l = language(code)
	return nil
}

// canSpeak gives every verb its --lang: any of them may find a file wrong.
func canSpeak(root *cobra.Command) {
	lang := language(phrase.English)
	root.PersistentFlags().Var(&lang, "lang", "say briefs, and what is wrong with a file, in this `language`: en, ar or fr; the JSON stays English")
}

type spokenIn struct{}

// spoken is the context of a verb, which tells the language it speaks.
func spoken(ctx context.Context, cmd *cobra.Command) context.Context {
	return context.WithValue(ctx, spokenIn{}, cmd.Flag("lang").Value.String())
}

// langOf is the language a verb speaks.
func langOf(ctx context.Context) string {
	if lang, ok := ctx.Value(spokenIn{}).(string); ok {
		return lang
	}
	return phrase.English
}
