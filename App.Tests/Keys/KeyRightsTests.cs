using Shouldly;
using Virtool.App.Tests.Components;
using Virtool.Domain.Groups;
using Virtool.Domain.Keys;
using Virtool.Domain.Links;
using Virtool.Domain.Rights;
using Virtool.Domain.Samples;
using Virtool.Domain.Users;
using Xunit;

namespace Virtool.App.Tests.Keys;

/// <summary>Whatever users, groups, keys and rights there are: a key can do nothing that its user cannot.</summary>
public sealed class KeyRightsTests
{
    private static readonly string[] People = ["nina", "bob", "mia"];
    private static readonly string[] GroupIds = ["virology", "insects", "gone0000"];

    [Fact]
    public void A_key_cannot_do_more_than_its_user()
    {
        for (var seed = 0; seed < TestCounts.Of(2_000, 100_000); seed++)
        {
            var random = new Random(seed);
            var groups = GroupIds.Take(2).Select(id => new Group { Id = id, Name = id, NormalizedName = id, Permissions = Some(random, Enum.GetValues<Permission>()) }).ToArray();
            var user = new User { Id = Pick(random, People), Handle = "x", NormalizedHandle = "X", Administrator = random.Next(3) == 0, Groups = Some(random, GroupIds) };
            var key = new ApiKey { Id = "key00001", Name = "nightly", User = new Link(user.Id, user.Handle), Hash = "", Start = "", Permissions = Some(random, Enum.GetValues<Permission>()) };
            var sample = ASample(random);

            var person = user.ToViewer(groups);
            var script = person.By(key);
            script.Administrator.ShouldBeFalse();
            Should.Throw<NotPermittedException>(script.DemandAdministrator);
            Should.Throw<NotPermittedException>(script.DemandPerson);
            foreach (var permission in Enum.GetValues<Permission>())
            {
                script.May(permission).ShouldBe(person.May(permission) && key.Permissions.Contains(permission), $"{seed}: {permission}");
            }

            Implies(script.MayRead(sample), person.MayRead(sample), $"{seed}: read");
            Implies(script.Owns(sample), person.Owns(sample), $"{seed}: owns");
            foreach (var right in Enum.GetValues<Right>())
            {
                Implies(script.Decide(sample, right), person.Decide(sample, right), $"{seed}: {right}");
                if (!person.Administrator)
                {
                    script.Decide(sample, right).ShouldBe(person.Decide(sample, right), $"{seed}: {right} as the user");
                }
            }
        }
    }

    private static void Implies(bool script, bool person, string what) => (script && !person).ShouldBeFalse(what);

    private static Sample ASample(Random random)
    {
        var principals = People.Select(Principals.User).Concat(GroupIds.Select(Principals.Group)).Append(Principals.Everyone).ToArray();
        var access = RightsRules.Tidy(Some(random, principals).Select(principal => new Virtool.Domain.Rights.Access(principal, Some(random, Enum.GetValues<Right>()))));
        var owner = new Link(Pick(random, People), "owner");
        return Made.Sample() with { User = owner, Access = access, Readers = RightsRules.ReadersOf(owner, access) };
    }

    private static T Pick<T>(Random random, T[] all) => all[random.Next(all.Length)];

    private static T[] Some<T>(Random random, T[] all) => [.. all.Where(_ => random.Next(2) == 0)];
}
