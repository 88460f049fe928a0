using Shouldly;
using Virtool.App.Api;
using Virtool.Domain.Audit;
using Virtool.Domain.Links;
using Xunit;

namespace Virtool.App.Tests.Audit;

public sealed class AuditWordsTests
{
    private static readonly Dictionary<string, string> Names = new() { ["everyone"] = "everyone", ["group:virology"] = "group Virology", ["user:nina0000"] = "nina" };

    [Theory]
    [InlineData(AuditAction.Created, "samples", "made the sample VT-12")]
    [InlineData(AuditAction.Removed, "references", "removed the reference VT-12")]
    [InlineData(AuditAction.Trashed, "files", "moved the stored file VT-12 to the trash")]
    [InlineData(AuditAction.Restored, "files", "brought back the stored file VT-12 from the trash")]
    [InlineData(AuditAction.Created, "uploads", "uploaded VT-12")]
    [InlineData(AuditAction.SignedIn, "users", "signed in")]
    [InlineData(AuditAction.SignInRefused, "users", "was refused at the sign-in as VT-12")]
    [InlineData(AuditAction.SignedOut, "users", "signed out")]
    [InlineData(AuditAction.Created, "keys", "made the API key VT-12")]
    [InlineData(AuditAction.Created, "something_new", "made the something new VT-12")]
    public void Every_deed_is_a_sentence(AuditAction action, string collection, string sentence) => AuditWords.Sentence(Entry(action, collection), Names).ShouldBe(sentence);

    [Fact]
    public void Many_at_once_are_counted() => AuditWords.Sentence(Entry(AuditAction.Removed, "jobs") with { Count = 1234 }, Names).ShouldBe("removed 1,234 jobs");

    [Theory]
    [InlineData("name", "a", "b", "changed the sample VT-12: name “a” → “b”")]
    [InlineData("locale", null, "Bern", "changed the sample VT-12: place nothing → “Bern”")]
    [InlineData("labels", "[\"x\",\"y\"]", "[]", "changed the sample VT-12: labels “x, y” → nothing")]
    [InlineData("subtractions", "[]", "[{\"id\":\"s\",\"name\":\"Tomato\"}]", "changed the sample VT-12: subtractions nothing → “Tomato”")]
    [InlineData("host", "[not json", "x", "changed the sample VT-12: host “[not json” → “x”")]
    [InlineData("user", "{\"id\":\"a\",\"name\":\"nina\"}", "{\"id\":\"b\",\"name\":\"bob\"}", "gave another owner to the sample VT-12: owner “nina” → “bob”")]
    public void Changes_stand_in_the_labs_words(string field, string? before, string? after, string sentence) =>
        AuditWords.Sentence(Entry(AuditAction.Changed, "samples") with { Changes = [new AuditChange(field, before, after)] }, Names).ShouldBe(sentence);

    [Fact]
    public void Rights_permissions_and_secrets_are_told_as_people_say_them()
    {
        AuditWords.Changes(
            Entry(AuditAction.Changed, "samples") with { Changes = [new AuditChange("access", "[{\"principal\":\"everyone\",\"rights\":[\"read\"]}]", "[{\"principal\":\"group:virology\",\"rights\":[\"read\",\"write\"]},{\"principal\":\"user:nina0000\",\"rights\":[\"read\"]}]")] }, Names)
            .ShouldHaveSingleItem().ShouldBe(new AuditLine("who may see and change it", "everyone may see it", "group Virology may see it and change it or have it analysed; nina may see it", IsSecret: false));
        AuditWords.Sentence(Entry(AuditAction.Changed, "groups") with { Changes = [new AuditChange("permissions", "[]", "[\"upload_file\",\"cancel_job\"]")] }, Names)
            .ShouldBe("changed the group VT-12: permissions nothing → “upload files, cancel jobs”");
        AuditWords.Sentence(Entry(AuditAction.Changed, "users") with { Changes = [new AuditChange("password_hash", null, null), new AuditChange("security_stamp", null, null)] }, Names).ShouldBe("set the password of the user VT-12");
        AuditWords.Sentence(Entry(AuditAction.Changed, "users") with { Changes = [new AuditChange("active", "true", "false"), new AuditChange("security_stamp", null, null)] }, Names).ShouldBe("deactivated the user VT-12");
        AuditWords.Sentence(Entry(AuditAction.Changed, "users") with { Changes = [new AuditChange("groups", "[]", "[\"virology\"]")] }, Names).ShouldBe("changed the user VT-12: groups nothing → “group Virology”");
    }

    [Fact]
    public void Why_somebody_was_refused_is_told() => AuditWords.Sentence(
        Entry(AuditAction.SignInRefused, "users") with { Changes = [new AuditChange("reason", null, "\"wrong password\"")] }, Names).ShouldBe("was refused at the sign-in as VT-12: wrong password");

    [Theory]
    [InlineData("2026-11-22", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z", "2026-11-22T08:00:00Z")]
    [InlineData("2026-11-22T08:00:00+02:00", "2026-11-22T06:00:00Z", "2026-11-22T06:00:00Z")]
    public void A_day_is_meant_with_all_of_it(string text, string from, string until)
    {
        var format = System.Globalization.CultureInfo.InvariantCulture;
        AuditMoments.From(text).ShouldBe(DateTimeOffset.Parse(from, format));
        AuditMoments.Until(text).ShouldBe(DateTimeOffset.Parse(until, format));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-01")]
    public void What_is_no_time_is_none(string text) => (AuditMoments.From(text), AuditMoments.Until(text)).ShouldBe((null, null));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a \"b\"", "\"a \"\"b\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("=cmd|' /C calc'!A0,x", "\"'=cmd|' /C calc'!A0,x\"")]
    [InlineData("＝1+1", "'＝1+1")]
    public void No_cell_of_a_spreadsheet_is_a_formula(string cell, string written) => Csv.Line([cell]).ShouldBe(written);

    private static AuditEntry Entry(AuditAction action, string collection) => new()
    {
        Id = "entry",
        At = DateTimeOffset.UnixEpoch,
        Actor = new Link("nina0000", "nina"),
        Action = action,
        Thing = new AuditThing(collection, "thing001", "VT-12"),
    };
}
