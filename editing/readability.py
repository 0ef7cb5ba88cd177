"""Readability of German texts by the first Wiener Sachtextformel (Richard Bamberger and Erich Vanecek, Lesen –
Verstehen – Lernen – Schreiben, 1984):

    0.1935 · MS + 0.1672 · SL + 0.1297 · IW − 0.0327 · ES − 0.875

MS: percentage of words of three and more syllables, SL: words per sentence, IW: percentage of words of more than six
letters, ES: percentage of words of one syllable. The result is a school year, from 4 (very easy) to 15 (very hard).
Syllables are counted by vowels, which is correct for nearly all German words.
"""

import re
from html import unescape

LONG_WORD_LETTERS = 6
LONG_SENTENCE_WORDS = 20
MIN_WORDS = 30
"""The formula is not meaningful for shorter texts."""
MAX_EASY_YEAR, MIN_HARD_YEAR = 8, 12  # school years

WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
SYLLABLE = re.compile(r"aa|ee|oo|ie|ei|ai|ey|ay|au|eu|äu|(?<!q)u|[aeioyäöü]")
BLOCK_END = re.compile(r"</(?:p|h\d|li|blockquote)>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
ABBREVIATION = re.compile(
    r"((?:\b(?:[A-Za-zÄÖÜäöü]|ca|bzw|vgl|Nr|St|Str|Dr|Prof|inkl|usw|etc|Abs|Art|max|min|Mio|Mrd)|\d)\.) "
)
SENTENCE_END = re.compile(r"(?<=[.!?…])[“\"»)]* (?=[„\"»(]*[A-ZÄÖÜ0-9])")


class Readability:
    """Of a German text, plain or rich text; `school_year` is the result, between 4 and 15."""

    def __init__(self, text):
        self.sentences = list(split_sentences(text))
        words = [word for sentence in self.sentences for word in WORD.findall(sentence)]
        syllables = [count_syllables(word) for word in words]
        self.words = len(words)
        self.words_per_sentence = self.words / max(1, len(self.sentences))
        self.long_word_percent = percent_true(
            sum(map(str.isalpha, word)) > LONG_WORD_LETTERS for word in words
        )
        figure = (
            0.1935 * percent_true(count >= 3 for count in syllables)
            + 0.1672 * self.words_per_sentence
            + 0.1297 * self.long_word_percent
            - 0.0327 * percent_true(count == 1 for count in syllables)
            - 0.875
        )
        self.school_year = min(15.0, max(4.0, figure))

    @property
    def long_sentences(self):
        """Sentences of more than 20 words, the longest first."""
        long = [each for each in self.sentences if len(WORD.findall(each)) > LONG_SENTENCE_WORDS]
        return sorted(long, key=lambda sentence: -len(WORD.findall(sentence)))


def percent_true(answers):
    answers = list(answers)
    return 100 * sum(answers) / max(1, len(answers))


def count_syllables(word):
    return max(1, len(SYLLABLE.findall(word.lower())))


def split_sentences(text):
    """Split into sentences. Headings, list items and paragraphs end one; abbreviations and ordinals do not."""
    for block in unescape(TAG.sub("", BLOCK_END.sub("\n", text))).split("\n"):
        joined = ABBREVIATION.sub("\\1\N{NO-BREAK SPACE}", " ".join(block.split()))
        for sentence in SENTENCE_END.split(joined):
            if WORD.search(sentence):
                yield sentence.replace("\N{NO-BREAK SPACE}", " ")
